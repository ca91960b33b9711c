import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, LeadClockActivities, NextDue, StageClockActivities } from '@throughline/process-contracts/clock';
import { FakeSandbox } from '../testing/fake-sandbox';
import { ProcessWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';

let world: ProcessWorld;
beforeAll(async () => {
  world = await ProcessWorld.open();
}, 60_000);
afterAll(() => world.close());
jest.setTimeout(60_000);

/** A book of deadlines in memory. */
class FakeBook implements LeadClockActivities, StageClockActivities {
  readonly log: string[] = [];
  due: string[] = [];
  now: () => Promise<Date> = async () => new Date();

  nextLeadDue = async (): Promise<NextDue> => {
    this.log.push('asked');
    return { at: this.earliest() };
  };
  remindAndRecycleLeads = async (): Promise<ActReport> => {
    const now = await this.now();
    const before = this.due.length;
    this.due = this.due.filter((at) => new Date(at) > now);
    this.log.push(`acted on ${before - this.due.length}`);
    return { reminded: 0, ended: before - this.due.length, next: { at: this.earliest() } };
  };
  nextStageDue = () => this.nextLeadDue();
  watchStages = () => this.remindAndRecycleLeads();

  private earliest = (): string | null => [...this.due].sort()[0] ?? null;
}

let number = 0;
const begin = (stage: Stage, memo?: { sandbox: boolean; continueAsNewEvents?: number }) => {
  const book = `pool:p${(number += 1)}`;
  return stage.start('leadRecycling', `lead-recycling:test:p${number}:lane0`, 'leads', { book, schema: 1 }, memo);
};
const acts = (book: FakeBook) => book.log.filter((line) => line.startsWith('acted'));

describe('clock', () => {
  it('sleeps until the earliest deadline, acts on all that is due in one go, sleeps again', async () => {
    const book = new FakeBook();
    await world.branch('lead-recycling/acts', { leads: book }, async (stage) => {
      book.now = () => stage.now();
      const [soon, later] = [await stage.inHours(24), await stage.inHours(72)];
      book.due = [later, soon, soon, soon];
      const clock = await begin(stage);
      await stage.until(async () => (await stage.standing(clock)).until === soon);
      await stage.pass(25);
      await stage.until(() => acts(book).length === 1);
      expect(book.log).toEqual(['asked', 'acted on 3']);
      await stage.until(async () => (await stage.standing(clock)).until === later);
      await stage.pass(50);
      await stage.until(async () => (await stage.standing(clock)).waitsFor === 'a first deadline in the book');
      expect(book.log).toEqual(['asked', 'acted on 3', 'acted on 1']);
    });
  });

  it('is poked by an earlier deadline only', async () => {
    const book = new FakeBook();
    await world.branch('lead-recycling/poked', { leads: book }, async (stage) => {
      book.now = () => stage.now();
      const clock = await begin(stage);
      await stage.until(async () => (await stage.standing(clock)).waitsFor === 'a first deadline in the book');
      const [first, earlier] = [await stage.inHours(48), await stage.inHours(12)];
      book.due = [first];
      await clock.signal(pokeSignal, { at: first });
      await stage.until(async () => (await stage.standing(clock)).until === first);
      await clock.signal(pokeSignal, { at: await stage.inHours(60) }); // later than the sleep: no question
      book.due.push(earlier);
      await clock.signal(pokeSignal, { at: earlier });
      await stage.until(async () => (await stage.standing(clock)).until === earlier);
      expect(book.log).toEqual(['asked', 'asked', 'asked']);
    });
  });

  it('wakes at most once a second; what falls due meanwhile is taken along', async () => {
    const book = new FakeBook();
    await world.branch('lead-recycling/paced', { leads: book }, async (stage) => {
      book.now = () => stage.now();
      const start = (await stage.now()).getTime() + 3_600_000;
      book.due = Array.from({ length: 100 }, (_, at) => new Date(start + at * 100).toISOString()); // ten seconds of ten a second
      await begin(stage);
      await stage.pass(2);
      await stage.until(() => book.due.length === 0);
      expect(acts(book).length).toBeGreaterThan(5);
      expect(acts(book).length).toBeLessThanOrEqual(12);
    });
  });

  it('does not spin on a book that stays due', async () => {
    const book = new FakeBook();
    await world.branch('lead-recycling/stays-due', { leads: book }, async (stage) => {
      const past = await stage.inHours(-1);
      book.due = [past];
      book.now = async () => new Date(0); // the book thinks it is not time yet
      await begin(stage);
      await stage.until(() => acts(book).length === 1);
      await stage.pass(1 / 720); // five seconds
      await stage.until(() => acts(book).length >= 3);
      expect(acts(book).length).toBeLessThanOrEqual(8);
    });
  });

  it('continues as new and asks again', async () => {
    const book = new FakeBook();
    await world.branch('lead-recycling/continued-as-new', { leads: book }, async (stage) => {
      book.now = () => stage.now();
      book.due = await Promise.all([1, 2, 3, 4, 5, 6].map((hours) => stage.inHours(hours)));
      await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await stage.pass(7);
      await stage.until(() => acts(book).length === 6);
      expect(book.log.filter((line) => line === 'asked').length).toBeGreaterThan(1);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const [book, sandbox] = [new FakeBook(), new FakeSandbox()];
    book.now = async () => sandbox.now;
    const [first, second] = ['2026-03-04T10:00:00.000Z', '2026-03-09T10:00:00.000Z'];
    book.due = [first, second];
    const leads = Object.assign(book, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    await world.branch('lead-recycling/sandbox', { leads }, async (stage) => {
      const clock = await begin(stage, { sandbox: true });
      for (const at of [first, second]) {
        await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
        sandbox.now = new Date(at);
        await clock.signal(wakeSignal, { now: at });
      }
      await stage.until(() => acts(book).length === 2);
      // An earlier deadline written while it sleeps: poked, it registers that one.
      book.due = ['2026-03-20T10:00:00.000Z'];
      await clock.signal(pokeSignal, { at: '2026-03-20T10:00:00.000Z' });
      await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === '2026-03-20T10:00:00.000Z');
      expect(acts(book)).toEqual(['acted on 1', 'acted on 1']);
    });
  });

  it('is the same for stages, with their own questions', async () => {
    const book = new FakeBook();
    await world.branch('stage-clock/acts', { opportunities: book }, async (stage) => {
      book.now = () => stage.now();
      const due = await stage.inHours(10);
      book.due = [due];
      const clock = await stage.start('stageClock', 'stage-clock:test:standard:lane0', 'opportunities', { book: 'pipeline:standard', schema: 1 });
      // Time that skips while the first task is on its way runs into that task's own time-out.
      await stage.until(async () => (await stage.standing(clock)).until === due);
      await stage.pass(11);
      await stage.until(() => acts(book).length === 1);
    });
  });
});
