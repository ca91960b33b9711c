import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { days, LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import { layOwnedLeads } from '@throughline/services/leads/src/policy/owned-leads.fixture';
import { ownedLeadsSql } from '@throughline/services/leads/src/preview-policy/owned-leads.repository';
import { PreviewPolicyCommand } from '@throughline/services/leads/src/preview-policy/preview-policy.command';
import { v7 as uuidv7 } from 'uuid';
import type { Bench, Run, Side } from './bench';
import { plainPool } from './database';
import { randomOf } from './random';

/** The most that a preview of 100,000 may take. */
const mostSeconds = 10;
const policy: LeadPolicy = openPoolPolicy;
/** Less time without work on a lead, more with it: some lose their leads sooner, others later. */
const draft: LeadPolicy = { ...policy, version: 2, reason: 'Bench', clock: { ...policy.clock, quietDays: 8, refreshDays: 5, maximumDays: 25 } };
const now = days(10);
const until = days(14);

export const bench: Bench = {
  name: 'preview',
  needs: ['postgres'],
  async prepare(size) {
    const full = size === 'full';
    const count = full ? 100_000 : 2_000;
    const service = await LeadsOnPostgres.start({ now, policy });
    const pool = plainPool(service.database, 1);
    const head = await service.person('sales-head', '1.');
    await layLeads(service, count, full);
    const baseline: Side = {
      name: 'reading',
      async run() {
        const from = performance.now();
        const { rows } = await pool.query(ownedLeadsSql(service.database.dataSource), [policy.id]);
        return { items: rows.length, seconds: (performance.now() - from) / 1000, outcome: { 'owned leads': rows.length } };
      },
    };
    const subject: Side = {
      name: 'preview',
      async run() {
        const from = performance.now();
        const { lookedAt, before, more, fewer } = await service.get(PreviewPolicyCommand).execute({ document: { ...draft }, until: until.toISOString(), grandfathering: 'none', graceDays: 0 }, head);
        return { items: lookedAt, seconds: (performance.now() - from) / 1000, outcome: { 'owned leads': lookedAt, before, more, fewer } };
      },
    };
    return {
      rounds: full ? 5 : 1,
      comparisons: [
        {
          row: 'preview',
          work: `who loses what under a draft until four days on, ${count.toLocaleString('en')} owned leads of 200 people, every second one visited since, each loss kept with its owner; baseline: the same rows read by plain pg`,
          baseline,
          subject,
          expect: { measure: 'rate', floor: null, goal: 1 / 3 },
          conditions: (runs) => [...runs.flatMap(silent), ...(full ? slow(runs) : [])],
        },
      ],
      async close() {
        await pool.end();
        await service.stop();
      },
    };
  },
};

function silent({ outcome }: Run): string[] {
  return outcome.more! > 0 && outcome.fewer! > 0 ? [] : [`${outcome.more} more and ${outcome.fewer} fewer: the draft changes nothing`];
}

function slow(runs: Run[]): string[] {
  const longest = Math.max(...runs.map(({ seconds }) => seconds));
  return longest > mostSeconds ? [`a preview took ${longest.toFixed(1)} s; ${mostSeconds} are allowed`] : [];
}

/** Claimed at any minute of the working days of two weeks, as people do. */
async function layLeads(service: LeadsOnPostgres, count: number, full: boolean): Promise<void> {
  const owners = await Promise.all(Array.from({ length: full ? 200 : 5 }, () => service.person('sales-rep')));
  const random = randomOf('preview');
  const minute = (from: number, to: number) => new Date(from + Math.floor(random() * ((to - from) / 60_000)) * 60_000 + Math.floor(random() * 60_000));
  const leads = Array.from({ length: count }, (_, n) => {
    const claimedAt = minute(days(-4).getTime(), now.getTime());
    return { id: uuidv7(), owner: owners[n % owners.length]!, claimedAt, visits: n % 2 === 0 ? [] : [minute(claimedAt.getTime(), now.getTime())] };
  });
  await service.database.query('ALTER TABLE ownership DROP CONSTRAINT ownership_one_at_a_time');
  await layOwnedLeads(service, leads, policy, chinaCalendar(2026, 2026));
  await service.database.query('VACUUM ANALYZE lead, ownership, activity, deadline');
}
