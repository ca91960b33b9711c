import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, AssignmentClockActivities, NextDue } from '@throughline/process-contracts/clock';
import { standingQuery } from '@throughline/process-contracts/standing';
import { FakeSandbox } from '../testing/fake-sandbox';
import { ProcessWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';

let world: ProcessWorld;
beforeAll(async () => {
  world = await ProcessWorld.open();
}, 60_000);
afterAll(() => world.close());
jest.setTimeout(60_000);

const hour = 3_600_000;

/** A pool in memory: whoever does not answer within four hours loses the lead to the next; after the last it lies in the pool. */
class FakePool implements AssignmentClockActivities {
  readonly said: string[] = [];
  lines = new Map<string, { at: string; with?: string }>();
  now: () => Promise<Date> = async () => new Date();
  constructor(private readonly reps: string[]) {}

  nextAssignmentDue = async (): Promise<NextDue> => ({ at: this.earliest() });
  workAssignments = async (): Promise<ActReport> => {
    const now = await this.now();
    let handedOn = 0;
    for (const [lead, { at, with: owner }] of [...this.lines].sort()) {
      if (new Date(at) > now) continue;
      const next = this.reps[owner === undefined ? 0 : this.reps.indexOf(owner) + 1];
      this.said.push(`${lead} ${owner ?? 'pool'} → ${next ?? 'pool'}`);
      if (next === undefined) this.lines.delete(lead);
      else this.lines.set(lead, { at: new Date(now.getTime() + 4 * hour).toISOString(), with: next });
      handedOn += 1;
    }
    return { reminded: 0, ended: handedOn, next: { at: this.earliest() } };
  };

  private earliest = (): string | null => [...this.lines.values()].map(({ at }) => at).sort()[0] ?? null;
}

let number = 0;
const begin = (stage: Stage, memo?: { sandbox: boolean; continueAsNewEvents?: number }) =>
  stage.start('leadAssignment', `lead-assignment:test:p${(number += 1)}:lane0`, 'leads', { book: `assignments:p${number}`, schema: 1 }, memo);
const empty = async (clock: Awaited<ReturnType<typeof begin>>) => (await clock.query(standingQuery)).waitsFor === 'a first deadline in the book';

describe('lead assignment', () => {
  it('gives a lead out when it comes, and hands it on until nobody is left', async () => {
    const pool = new FakePool(['ann', 'bob']);
    await world.branch('lead-assignment/handed-on', { leads: pool }, async (stage) => {
      pool.now = () => stage.now();
      const clock = await begin(stage);
      await stage.until(() => empty(clock));
      const at = await stage.inHours(1);
      pool.lines.set('lead', { at });
      await clock.signal(pokeSignal, { at });
      await stage.until(async () => (await clock.query(standingQuery)).until === at);
      for (const told of [1, 2, 3]) {
        await stage.pass(told === 1 ? 1.1 : 4.1);
        await stage.until(() => pool.said.length === told);
      }
      expect(pool.said).toEqual(['lead pool → ann', 'lead ann → bob', 'lead bob → pool']);
      await stage.until(() => empty(clock));
    });
  });

  it('sleeps on when the answer came in time', async () => {
    const pool = new FakePool(['ann', 'bob']);
    await world.branch('lead-assignment/answered', { leads: pool }, async (stage) => {
      pool.now = () => stage.now();
      const due = await stage.inHours(4);
      pool.lines.set('lead', { at: due, with: 'ann' });
      const clock = await begin(stage);
      await stage.until(async () => (await clock.query(standingQuery)).until === due);
      pool.lines.delete('lead');
      await stage.pass(5);
      await stage.until(() => empty(clock));
      expect(pool.said).toEqual([]);
    });
  });

  it('goes on in another run', async () => {
    const pool = new FakePool(['ann']);
    await world.branch('lead-assignment/continued-as-new', { leads: pool }, async (stage) => {
      pool.now = () => stage.now();
      for (const hours of [1, 2, 3]) pool.lines.set(`lead${hours}`, { at: await stage.inHours(hours) });
      await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await stage.pass(8);
      await stage.until(() => pool.said.length === 6);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const [pool, sandbox] = [new FakePool(['ann']), new FakeSandbox()];
    pool.now = async () => sandbox.now;
    const at = '2026-03-04T10:00:00.000Z';
    pool.lines.set('lead', { at });
    const leads = Object.assign(pool, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    await world.branch('lead-assignment/sandbox', { leads }, async (stage) => {
      const clock = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
      sandbox.now = new Date(at);
      await clock.signal(wakeSignal, { now: at });
      await stage.until(() => pool.said.length === 1);
      expect(pool.said).toEqual(['lead pool → ann']);
    });
  });
});
