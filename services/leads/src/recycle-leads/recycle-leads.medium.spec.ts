import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { openPool } from '../seed';
import { RecycleLeadsCommand } from './recycle-leads.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
const policy = { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 5_000, perWeek: 5_000, cap: { inPool: 5_000, notCounted: [] } } };
const act = () => service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
const at = async (now: Date) => {
  await service.database.setNow(now);
  return act();
};
const owned = async (fields = {}) => {
  const leadId = await service.lead(rep, fields);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  return leadId;
};
const call = (leadId: string) => service.get(RecordActivityCommand).execute({ leadId, kind: 'call', minutes: 5 }, rep);

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy });
  manager = await service.person('sales-manager');
  rep = await service.person('sales-rep', '1.1.1.', manager.personId);
});
afterEach(() => service.stop());

describe('the clock of a pool', () => {
  it('reminds three days and one day before, then takes the lead back, and tells why', async () => {
    const leadId = await owned();
    await service.database.truncate();
    // Day 7, 09:00 in Shanghai: three days before the end.
    expect(await at(new Date('2026-04-01T01:00:00Z'))).toEqual({ reminded: 1, ended: 0, next: { at: '2026-04-03T01:00:00.000Z' } });
    // Day 9: one day before, the manager too.
    expect(await at(new Date('2026-04-03T01:00:00Z'))).toEqual({ reminded: 1, ended: 0, next: { at: '2026-04-04T10:00:00.000Z' } });
    // A minute before the end nothing happens.
    expect(await at(new Date('2026-04-04T09:59:00Z'))).toMatchObject({ reminded: 0, ended: 0 });
    expect(await at(new Date('2026-04-04T10:00:00Z'))).toEqual({ reminded: 0, ended: 1, next: { at: null } });
    expect(await service.database.facts()).toEqual(['lead.recycle-warned', 'lead.recycle-warned', 'lead.recycled']);
    const [first, second, last] = await service.database.events();
    expect(first!.payload.recipients).toEqual([rep.personId]);
    expect(second!.payload.recipients).toEqual([rep.personId, manager.personId]);
    expect(last!.payload).toMatchObject({ lastOwnerId: rep.personId, dueAt: '2026-04-04T10:00:00.000Z', because: { rule: 'quiet' } });
    const detail = await service.get(LeadViews).detail(leadId, rep);
    expect(detail).toMatchObject({ status: 'available', ownerId: null, endReason: 'recycled', due: null, next: null });
    expect(detail.owners).toMatchObject([{ ownerId: rep.personId, until: '2026-04-04T10:00:00.000Z', endReason: 'recycled' }]);
  });

  it('ends to the day as in the worked example', async () => {
    const leadId = await owned();
    const dueAfter = async (day: string) => {
      await service.database.setNow(new Date(`${day}T02:00:00Z`));
      return (await call(leadId)).protectedUntil?.slice(0, 10);
    };
    expect(await dueAfter('2026-03-28')).toBe('2026-04-04');
    expect(await dueAfter('2026-04-02')).toBe('2026-04-05');
    expect(await dueAfter('2026-04-05')).toBe('2026-04-08');
    expect(await dueAfter('2026-04-08')).toBe('2026-04-11');
    expect(await dueAfter('2026-04-11')).toBe('2026-04-14');
    expect(await dueAfter('2026-04-13')).toBe('2026-04-14');
  });

  it('after an outage warns first, and takes nothing before the warning has had its time', async () => {
    await owned();
    const late = await at(days(40));
    expect(late.ended).toBe(0);
    expect(late.reminded).toBeGreaterThan(0);
    expect(new Date(late.next.at!).getTime()).toBeGreaterThan(days(40).getTime());
    // Warned as often as the policy says, then taken.
    const end = await drain(late.next.at);
    expect(end).toBe(1);
  });

  it('finds protection ended after the warned end, although nobody has acted yet', async () => {
    const leadId = await owned();
    await at(new Date('2026-04-01T01:00:00Z'));
    await at(new Date('2026-04-03T01:00:00Z'));
    await service.database.setNow(new Date('2026-04-04T10:00:01Z'));
    await expect(call(leadId)).rejects.toMatchObject({ code: 'lead.protection_ended' });
    expect(await act()).toMatchObject({ ended: 1 });
  });

  it('lets an activity win that came before the end', async () => {
    const leadId = await owned();
    await at(new Date('2026-04-01T01:00:00Z'));
    await service.database.setNow(new Date('2026-04-04T09:00:00Z'));
    await call(leadId);
    expect(await at(new Date('2026-04-04T10:00:00Z'))).toMatchObject({ ended: 0 });
  });

  it('killed half way loses nothing and does nothing twice', async () => {
    for (let n = 0; n < 600; n += 8) await Promise.all(Array.from({ length: 8 }, () => owned()));
    await service.database.truncate();
    await service.database.setNow(new Date('2026-04-01T01:00:00Z'));
    // Dies while the second batch is being written, and writes nothing afterwards either.
    const outbox = service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let batches = 0;
    outbox.append = async (tx, events) => {
      batches += 1;
      if (batches >= 2) throw new Error('killed');
      return append(tx, events);
    };
    await expect(act()).rejects.toThrow('killed');
    outbox.append = append;
    // The one batch, and what the line beside it had written by then.
    const done = (await service.database.facts()).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(600);
    expect(await act()).toMatchObject({ reminded: 600 - done, ended: 0 });
    const warned = (await service.database.events()).map(({ aggregateid }) => aggregateid);
    expect(warned).toHaveLength(600);
    expect(new Set(warned).size).toBe(600);
    expect(await drain('2026-04-03T01:00:00.000Z')).toBe(600);
    const [{ count }] = await service.database.query(`SELECT count(*)::int FROM ownership WHERE end_reason = 'recycled'`);
    expect(count).toBe(600);
  });

  it('leaves a lead that is being changed this moment for the next look', async () => {
    const leadId = await owned();
    await service.database.setNow(new Date('2026-04-01T01:00:00Z'));
    await service.database.owner.transaction(async (somebody) => {
      await somebody.query('SELECT 1 FROM lead WHERE id = $1 FOR UPDATE', [leadId]);
      expect(await act()).toMatchObject({ reminded: 0, ended: 0 });
    });
    expect(await act()).toMatchObject({ reminded: 1 });
  });
});

/** Goes from moment to moment until the book is empty. @returns how many were taken back */
async function drain(from: string | null): Promise<number> {
  let ended = 0;
  for (let next = from, steps = 0; next !== null && steps < 20; steps += 1) {
    const report = await at(new Date(next));
    ended += report.ended;
    next = report.next.at;
  }
  return ended;
}
