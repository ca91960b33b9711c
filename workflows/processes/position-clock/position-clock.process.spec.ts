import type { ActReport, PositionClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

/** Planned positions, in memory, each with the instant at which its day begins. */
class FakePositions extends FakeBook<{ person: string; at: string }> implements PositionClockActivities {
  nextPositionDue = () => this.nextDue();
  beginPositions = async (): Promise<ActReport> => {
    const due = await this.takeDue();
    this.said.push(...due.map(({ person }) => person));
    return { reminded: 0, ended: due.length, next: await this.nextDue() };
  };
}

const clocks = clockWorld('positionClock', 'position-clock', 'directory');

describe('position clock', () => {
  it('has each position begin on its own day, and is woken by one that is planned for sooner', async () => {
    const positions = new FakePositions();
    await clocks.branch('acts', positions, async ({ stage, begin }) => {
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      positions.lines.push({ person: 'b', at: later });
      const clock = await begin();
      await clock.asleepUntil(later);
      positions.lines.push({ person: 'a', at: soon });
      await clock.poke(soon);
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await clock.asleepUntil(later);
      expect(positions.said).toEqual(['a']);
      await stage.pass(25);
      await clock.idle();
      expect(positions.said).toEqual(['a', 'b']);
    });
  });
});
