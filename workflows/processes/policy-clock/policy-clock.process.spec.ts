import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, NextDue, PolicyClockActivities } from '@throughline/process-contracts/clock';
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

/** Changes of policies in memory: each waits for its day, and is complete when everything that runs has been looked at. */
class FakePolicies implements PolicyClockActivities {
  readonly said: string[] = [];
  waiting = new Map<string, string>();
  /** How often the worker dies in the middle of the work. */
  deaths = 0;
  now: () => Promise<Date> = async () => new Date();

  nextPolicyDue = async (): Promise<NextDue> => ({ at: this.earliest() });
  workPolicies = async (): Promise<ActReport> => {
    const now = await this.now();
    let ended = 0;
    for (const [change, at] of [...this.waiting].sort()) {
      if (new Date(at) > now) continue;
      if (this.deaths > 0) {
        this.deaths -= 1;
        throw new Error('killed');
      }
      this.waiting.delete(change);
      this.said.push(change);
      ended += 1;
    }
    return { reminded: 0, ended, next: { at: this.earliest() } };
  };

  private earliest = (): string | null => [...this.waiting.values()].sort()[0] ?? null;
}

let number = 0;
const begin = (stage: Stage, memo?: { sandbox: boolean; continueAsNewEvents?: number }) =>
  stage.start('policyClock', `policy-clock:test:s${(number += 1)}:lane0`, 'leads', { book: 'policies', schema: 1 }, memo);

describe('policy clock', () => {
  it('sleeps until the day of a change, also one that was asked for meanwhile, and goes on after a kill', async () => {
    const policies = new FakePolicies();
    await world.branch('policy-clock/day-comes', { leads: policies }, async (stage) => {
      policies.now = () => stage.now();
      policies.deaths = 1;
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      policies.waiting.set('direct 2', later);
      const clock = await begin(stage);
      await stage.until(async () => (await clock.query(standingQuery)).until === later);
      policies.waiting.set('channel 3', soon);
      await clock.signal(pokeSignal, { at: soon });
      await stage.until(async () => (await clock.query(standingQuery)).until === soon);
      await stage.pass(25);
      await stage.until(() => policies.said.length === 1);
      await stage.pass(25);
      await stage.until(() => policies.said.length === 2);
      expect(policies.said).toEqual(['channel 3', 'direct 2']);
    });
  });

  it('goes on in another run', async () => {
    const policies = new FakePolicies();
    await world.branch('policy-clock/continued-as-new', { leads: policies }, async (stage) => {
      policies.now = () => stage.now();
      for (const hours of [1, 2, 3, 4, 5]) policies.waiting.set(`direct ${hours}`, await stage.inHours(hours));
      await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await stage.pass(8);
      await stage.until(() => policies.said.length === 5);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const [policies, sandbox] = [new FakePolicies(), new FakeSandbox()];
    policies.now = async () => sandbox.now;
    const at = '2026-03-31T16:00:00.000Z';
    policies.waiting.set('events 2', at);
    const leads = Object.assign(policies, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    await world.branch('policy-clock/sandbox', { leads }, async (stage) => {
      const clock = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
      sandbox.now = new Date(at);
      await clock.signal(wakeSignal, { now: at });
      await stage.until(() => policies.said.length === 1);
      expect(policies.said).toEqual(['events 2']);
    });
  });
});
