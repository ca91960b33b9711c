import type { ActReport, PresenceClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

/** Absences, in memory, each with the instant at which it begins or ends. */
class FakePresence extends FakeBook<{ person: string; at: string }> implements PresenceClockActivities {
  nextPresenceDue = () => this.nextDue();
  watchPresence = async (): Promise<ActReport> => {
    const due = await this.takeDue();
    this.said.push(...due.map(({ person }) => person));
    return { reminded: 0, ended: due.length, next: await this.nextDue() };
  };
}

const clocks = clockWorld('presenceClock', 'presence-clock', 'worklist');

describe('presence clock', () => {
  it('looks at each absence at its own moment, and is woken by one that begins sooner', async () => {
    const presence = new FakePresence();
    await clocks.branch('acts', presence, async ({ stage, begin }) => {
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      presence.lines.push({ person: 'b', at: later });
      const clock = await begin();
      await clock.asleepUntil(later);
      presence.lines.push({ person: 'a', at: soon });
      await clock.poke(soon);
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await clock.asleepUntil(later);
      expect(presence.said).toEqual(['a']);
      await stage.pass(25);
      await clock.idle();
      expect(presence.said).toEqual(['a', 'b']);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const presence = new FakePresence();
    const at = '2027-03-31T16:00:00.000Z';
    presence.lines.push({ person: 'a', at });
    await clocks.sandbox(presence, async ({ stage, moveTo }) => {
      await moveTo(at);
      await stage.until(() => presence.said.length === 1);
      expect(presence.said).toEqual(['a']);
    });
  });
});
