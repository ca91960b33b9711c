import fc from 'fast-check';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { CollectionsOnPostgres, yuan } from '../collections.fixture';
import { ReverseReceiptCommand } from '../reverse-receipt/reverse-receipt.command';

const cents = fc.integer({ min: 1, max: 60_000 }).map((value) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`);
const step = fc.oneof(
  fc.record({ verb: fc.constant('receive' as const), amount: cents }),
  fc.record({ verb: fc.constant('oldest-first' as const), which: fc.nat(20) }),
  fc.record({ verb: fc.constant('share' as const), which: fc.nat(20), line: fc.nat(1), amount: cents }),
  fc.record({ verb: fc.constant('reverse' as const), which: fc.nat(20) }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('the ledger', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());

  it('adds up after whatever people do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), cents, async (steps, total) => {
        const plan = await service.plan(total);
        const receipts: string[] = [];
        for (const one of steps) await attempt(() => take(one, plan, receipts));
        const ledger = await service.ledger();
        expect(ledger.findings.filter(({ count }) => count > 0)).toEqual([]);
        expect(ledger).toMatchObject({ ok: true });
        const after = await service.read(plan.id);
        expect((after.status === 'paid') === (after.outstanding.amount === '0.00')).toBe(true);
        expect((await service.openCase(plan.accountId)) === undefined).toBe(after.status === 'paid');
      }),
      { numRuns: 25 },
    );
  });

  async function take(one: Step, plan: Awaited<ReturnType<CollectionsOnPostgres['plan']>>, receipts: string[]): Promise<void> {
    if (one.verb === 'receive') return void receipts.push((await service.receipt(plan.accountId, one.amount)).id);
    const receiptId = receipts[one.which % Math.max(receipts.length, 1)];
    if (!receiptId) return;
    if (one.verb === 'oldest-first') await service.allocate(receiptId);
    if (one.verb === 'share') await service.allocate(receiptId, [{ lineId: plan.lines[one.line]!.id, amount: yuan(one.amount) }]);
    if (one.verb === 'reverse') await service.get(ReverseReceiptCommand).execute({ receiptId, reason: 'test' }, service.finance);
  }
});

/** A refusal by a rule is fine; anything else is not. */
async function attempt(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof ThroughlineError && error.spec.family === 'user')) throw error;
  });
}
