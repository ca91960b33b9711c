import type { ActReport, AssignmentClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

const hour = 3_600_000;

/** A pool in memory: whoever does not answer within four hours loses the lead to the next; after the last it lies in the pool. */
class FakePool extends FakeBook<{ lead: string; at: string; with?: string }> implements AssignmentClockActivities {
  constructor(private readonly reps: string[]) {
    super();
  }

  nextAssignmentDue = () => this.nextDue();
  workAssignments = async (): Promise<ActReport> => {
    const due = await this.takeDue();
    for (const { lead, with: owner } of due) {
      const next = this.reps[owner === undefined ? 0 : this.reps.indexOf(owner) + 1];
      this.said.push(`${lead} ${owner ?? 'pool'} → ${next ?? 'pool'}`);
      if (next !== undefined) this.lines.push({ lead, at: new Date((await this.now()).getTime() + 4 * hour).toISOString(), with: next });
    }
    return { reminded: 0, ended: due.length, next: await this.nextDue() };
  };
}

const clocks = clockWorld('leadAssignment', 'lead-assignment', 'leads');

describe('lead assignment', () => {
  it('gives a lead out when it comes, and hands it on until nobody is left', async () => {
    const pool = new FakePool(['ann', 'bob']);
    await clocks.branch('handed-on', pool, async ({ stage, begin }) => {
      const clock = await begin();
      await clock.idle();
      const at = await stage.inHours(1);
      pool.lines.push({ lead: 'lead', at });
      await clock.poke(at);
      await clock.asleepUntil(at);
      for (const told of [1, 2, 3]) {
        await stage.pass(told === 1 ? 1.1 : 4.1);
        await stage.until(() => pool.said.length === told);
      }
      expect(pool.said).toEqual(['lead pool → ann', 'lead ann → bob', 'lead bob → pool']);
      await clock.idle();
    });
  });

  it('sleeps on when the answer came in time', async () => {
    const pool = new FakePool(['ann', 'bob']);
    await clocks.branch('answered', pool, async ({ stage, begin }) => {
      const due = await stage.inHours(4);
      pool.lines.push({ lead: 'lead', at: due, with: 'ann' });
      const clock = await begin();
      await clock.asleepUntil(due);
      pool.lines = [];
      await stage.pass(5);
      await clock.idle();
      expect(pool.said).toEqual([]);
    });
  });

  it('goes on in another run', async () => {
    const pool = new FakePool(['ann']);
    await clocks.branch('continued-as-new', pool, async ({ stage, begin }) => {
      for (const hours of [1, 2, 3]) pool.lines.push({ lead: `lead${hours}`, at: await stage.inHours(hours) });
      await begin('short');
      await stage.pass(8);
      await stage.until(() => pool.said.length === 6);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const pool = new FakePool(['ann']);
    const at = '2026-03-04T10:00:00.000Z';
    pool.lines.push({ lead: 'lead', at });
    await clocks.sandbox(pool, async ({ stage, moveTo }) => {
      await moveTo(at);
      await stage.until(() => pool.said.length === 1);
      expect(pool.said).toEqual(['lead pool → ann']);
    });
  });
});
