import type { ActReport, LeadClockActivities, NextDue, StageClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';
import { theWorld } from '../testing/process-world';

/** A book whose deadlines end when they are due; it notes every question as well. */
class FakeDeadlines extends FakeBook<{ at: string }> implements LeadClockActivities, StageClockActivities {
  nextLeadDue = async (): Promise<NextDue> => {
    this.said.push('asked');
    return this.nextDue();
  };
  remindAndRecycleLeads = async (): Promise<ActReport> => {
    const due = await this.takeDue();
    this.said.push(`acted on ${due.length}`);
    return { reminded: 0, ended: due.length, next: await this.nextDue() };
  };
  nextStageDue = () => this.nextLeadDue();
  watchStages = () => this.remindAndRecycleLeads();

  get acts(): string[] {
    return this.said.filter((line) => line.startsWith('acted'));
  }
}
const world = theWorld();
const deadlines = (...instants: string[]) => instants.map((at) => ({ at }));

describe('clock', () => {
  const clocks = clockWorld('leadRecycling', 'lead-recycling', 'leads', world);

  it('sleeps until the earliest deadline, acts on all that is due in one go, sleeps again', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('acts', book, async ({ stage, begin }) => {
      const [soon, later] = [await stage.inHours(24), await stage.inHours(72)];
      book.lines = deadlines(later, soon, soon, soon);
      const clock = await begin();
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await stage.until(() => book.acts.length === 1);
      expect(book.said).toEqual(['asked', 'acted on 3']);
      await clock.asleepUntil(later);
      await stage.pass(50);
      await clock.idle();
      expect(book.said).toEqual(['asked', 'acted on 3', 'acted on 1']);
    });
  });

  it('is poked by an earlier deadline only', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('poked', book, async ({ stage, begin }) => {
      const clock = await begin();
      await clock.idle();
      const [first, earlier] = [await stage.inHours(48), await stage.inHours(12)];
      book.lines = deadlines(first);
      await clock.poke(first);
      await clock.asleepUntil(first);
      await clock.poke(await stage.inHours(60)); // later than the sleep: no question
      book.lines = deadlines(first, earlier);
      await clock.poke(earlier);
      await clock.asleepUntil(earlier);
      expect(book.said).toEqual(['asked', 'asked', 'asked']);
    });
  });

  it('wakes at most once a second; what falls due meanwhile is taken along', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('paced', book, async ({ stage, begin }) => {
      const start = (await stage.now()).getTime() + 3_600_000;
      book.lines = deadlines(...Array.from({ length: 100 }, (_, at) => new Date(start + at * 100).toISOString())); // ten seconds of ten a second
      await begin();
      await stage.pass(2);
      await stage.until(() => book.lines.length === 0);
      expect(book.acts.length).toBeGreaterThan(5);
      expect(book.acts.length).toBeLessThanOrEqual(12);
    });
  });

  it('does not spin on a book that stays due', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('stays-due', book, async ({ stage, begin }) => {
      book.lines = deadlines(await stage.inHours(-1));
      book.now = async () => new Date(0); // the book thinks it is not time yet
      const clock = await begin();
      await stage.until(() => book.acts.length === 1);
      await stage.pass(1 / 720); // five seconds
      await stage.until(() => book.acts.length >= 3);
      expect(book.acts.length).toBeLessThanOrEqual(8);
      // It wakes every second: ended in the midst of that, the test server would never skip time again.
      book.lines = [];
      await clock.idle();
    });
  });

  it('continues as new and asks again', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('continued-as-new', book, async ({ stage, begin }) => {
      book.lines = deadlines(...(await Promise.all([1, 2, 3, 4, 5, 6].map((hours) => stage.inHours(hours)))));
      await begin('short');
      await stage.pass(7);
      await stage.until(() => book.acts.length === 6);
      expect(book.said.filter((line) => line === 'asked').length).toBeGreaterThan(1);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const book = new FakeDeadlines();
    const [first, second, third] = ['2026-03-04T10:00:00.000Z', '2026-03-09T10:00:00.000Z', '2026-03-20T10:00:00.000Z'];
    book.lines = deadlines(first, second);
    await clocks.sandbox(book, async ({ stage, clock, moveTo, registered }) => {
      await moveTo(first);
      await moveTo(second);
      await stage.until(() => book.acts.length === 2);
      // An earlier deadline written while it sleeps: poked, it registers that one.
      book.lines = deadlines(third);
      await clock.poke(third);
      await registered(third);
      expect(book.acts).toEqual(['acted on 1', 'acted on 1']);
    });
  });
});

describe('clock of stages', () => {
  const clocks = clockWorld('stageClock', 'stage-clock', 'opportunities', world);

  it('is the same, with its own questions', async () => {
    const book = new FakeDeadlines();
    await clocks.branch('acts', book, async ({ stage, begin }) => {
      const due = await stage.inHours(10);
      book.lines = deadlines(due);
      const clock = await begin();
      // Time that skips while the first task is on its way runs into that task's own time-out.
      await clock.asleepUntil(due);
      await stage.pass(11);
      await stage.until(() => book.acts.length === 1);
    });
  });
});
