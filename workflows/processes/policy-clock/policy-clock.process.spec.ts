import type { ActReport, PolicyClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

/** Changes of policies in memory: each waits for its day, and is complete when everything that runs has been looked at. */
class FakePolicies extends FakeBook<{ change: string; at: string }> implements PolicyClockActivities {
  /** How often the worker dies in the middle of the work. */
  deaths = 0;

  nextPolicyDue = () => this.nextDue();
  workPolicies = async (): Promise<ActReport> => {
    if (this.deaths > 0) {
      this.deaths -= 1;
      throw new Error('killed');
    }
    const due = await this.takeDue();
    this.said.push(...due.map(({ change }) => change));
    return { reminded: 0, ended: due.length, next: await this.nextDue() };
  };
}

const clocks = clockWorld('policyClock', 'policy-clock', 'leads');

describe('policy clock', () => {
  it('sleeps until the day of a change, also one that was asked for meanwhile, and goes on after a kill', async () => {
    const policies = new FakePolicies();
    await clocks.branch('day-comes', policies, async ({ stage, begin }) => {
      policies.deaths = 1;
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      policies.lines.push({ change: 'direct 2', at: later });
      const clock = await begin();
      await clock.asleepUntil(later);
      policies.lines.push({ change: 'channel 3', at: soon });
      await clock.poke(soon);
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await stage.until(() => policies.said.length === 1);
      await stage.pass(25);
      await stage.until(() => policies.said.length === 2);
      expect(policies.said).toEqual(['channel 3', 'direct 2']);
    });
  });

  it('goes on in another run', async () => {
    const policies = new FakePolicies();
    await clocks.branch('continued-as-new', policies, async ({ stage, begin }) => {
      for (const hours of [1, 2, 3, 4, 5]) policies.lines.push({ change: `direct ${hours}`, at: await stage.inHours(hours) });
      await begin('short');
      await stage.pass(8);
      await stage.until(() => policies.said.length === 5);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const policies = new FakePolicies();
    const at = '2026-03-31T16:00:00.000Z';
    policies.lines.push({ change: 'events 2', at });
    await clocks.sandbox(policies, async ({ stage, moveTo }) => {
      await moveTo(at);
      await stage.until(() => policies.said.length === 1);
      expect(policies.said).toEqual(['events 2']);
    });
  });
});
