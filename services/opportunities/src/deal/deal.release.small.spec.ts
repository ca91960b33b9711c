import type { DomainEvent } from '@throughline/events/event-definition';
import * as fc from 'fast-check';
import { Deal } from './deal.entity';
import { release } from './deal.release';
import type { NamedFact } from './deal.repository';
import { dealId, firstReceipt, planId, story, told } from './deal.story.fixture';

const now = new Date('2026-05-01T02:00:00Z');

/** As the command does it, with the table in memory: duplicates are dropped, what waits is asked again at every arrival. */
function arrive(arrivals: readonly NamedFact[]): { deal: Deal; events: DomainEvent[]; waiting: NamedFact[] } {
  const deal = Deal.unheardOf(dealId, now);
  const known = new Set<string>();
  let waiting: NamedFact[] = [];
  const events: DomainEvent[] = [];
  for (const arrival of arrivals) {
    if (known.has(arrival.key)) continue;
    known.add(arrival.key);
    waiting.push(arrival);
    const { released, events: now_ } = release(deal, waiting, now);
    waiting = waiting.filter((fact) => !released.includes(fact));
    events.push(...now_);
  }
  return { deal, events, waiting };
}
const milestones = (events: DomainEvent[]) => events.filter(({ topic }) => topic === 'throughline.deals').map(({ type }) => type.split('.')[2]!);

const shuffledWithDuplicates = fc
  .tuple(fc.shuffledSubarray(story, { minLength: story.length }), fc.array(fc.constantFrom(...story), { maxLength: 12 }))
  .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));

describe('the stream of one deal', () => {
  it('tells the story in its order, whatever the order and number of arrivals', () => {
    fc.assert(
      fc.property(shuffledWithDuplicates, (arrivals) => {
        const { events, waiting, deal } = arrive(arrivals);
        expect(waiting).toEqual([]);
        const seen = milestones(events);
        expect(seen.filter((one) => one !== 'stage-changed')).toEqual(told);
        expect(seen.indexOf('stage-changed')).toBeGreaterThan(seen.indexOf('contract-signed'));
        expect(deal.state.storyOver).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('numbers without gaps, and keeps the snapshot in step', () => {
    fc.assert(
      fc.property(shuffledWithDuplicates, (arrivals) => {
        const { events, deal } = arrive(arrivals);
        const numbers = events.filter(({ topic }) => topic === 'throughline.deals').map(({ sequence }) => sequence);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        const last = events.filter(({ topic }) => topic === 'throughline.deals.state').at(-1)!;
        expect(last.sequence).toBe(deal.sequence);
        expect(last.data).toMatchObject({ status: 'won', stage: 'implementation', received: { amount: '100.00', currency: 'CNY' } });
      }),
    );
  });

  it('holds money back until the invoice is out, and the invoice until the contract is signed', () => {
    const without = (type: string) => arrive(story.filter(({ fact }) => fact.type !== type));
    expect(milestones(without('contract-signed').events)).toEqual(['lead-qualified', 'opened', 'won']);
    expect(milestones(without('invoiced').events).at(-1)).not.toMatch(/paid|cash/);
    expect(without('invoiced').waiting.map(({ fact }) => fact.type)).toEqual(['money-received', 'money-received', 'settled']);
  });

  it('is not cash any more when the bank takes a receipt back, and again when it is paid anew', () => {
    const again: NamedFact[] = [
      { key: 'back', fact: { type: 'money-taken-back', planId, receiptId: firstReceipt } },
      { key: 'anew', fact: { type: 'money-received', planId, receiptId: dealId, amount: { amount: '30.00', currency: 'CNY' } } },
      { key: 'settled again', fact: { type: 'settled', planId } },
    ];
    const { events, deal } = arrive([...story, ...again]);
    expect(milestones(events).slice(-3)).toEqual(['payment-reversed', 'paid', 'cash-complete']);
    expect(deal.state.plans[planId]!.received.amount).toBe('100.00');
  });
});
