import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, NextDue, VisitClockActivities } from '@throughline/process-contracts/clock';
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

/** Visits that are due, in memory: each is first reminded of, then overdue a day later, then made no more. */
class FakeAccounts implements VisitClockActivities {
  readonly said: string[] = [];
  steps: { account: string; at: string; kind: 'remind' | 'overdue' }[] = [];
  now: () => Promise<Date> = async () => new Date();

  nextVisitDue = async (): Promise<NextDue> => ({ at: this.earliest() });
  watchVisits = async (): Promise<ActReport> => {
    const now = await this.now();
    const due = this.steps.filter(({ at }) => new Date(at) <= now).sort((a, b) => (a.at < b.at ? -1 : 1));
    this.steps = this.steps.filter((step) => !due.includes(step));
    for (const { account, kind } of due) this.said.push(`${account} ${kind}`);
    const reminded = due.filter(({ kind }) => kind === 'remind').length;
    return { reminded, ended: due.length - reminded, next: { at: this.earliest() } };
  };

  private earliest = (): string | null => this.steps.map(({ at }) => at).sort()[0] ?? null;
}

let number = 0;
const begin = (stage: Stage, memo?: { sandbox: boolean; continueAsNewEvents?: number }) =>
  stage.start('visitCadence', `visit-cadence:test:accounts${(number += 1)}:lane0`, 'leads', { book: 'visits:accounts', schema: 1 }, memo);

describe('visit cadence', () => {
  it('reminds first and says overdue a day later, each account once', async () => {
    const accounts = new FakeAccounts();
    await world.branch('visit-cadence/acts', { leads: accounts }, async (stage) => {
      accounts.now = () => stage.now();
      const [soon, due] = [await stage.inHours(24), await stage.inHours(48)];
      accounts.steps = [
        { account: 'a', at: soon, kind: 'remind' },
        { account: 'b', at: soon, kind: 'remind' },
        { account: 'a', at: due, kind: 'overdue' },
      ];
      const clock = await begin(stage);
      await stage.until(async () => (await clock.query(standingQuery)).until === soon);
      await stage.pass(25);
      await stage.until(async () => (await clock.query(standingQuery)).until === due);
      expect(accounts.said).toEqual(['a remind', 'b remind']);
      await stage.pass(25);
      await stage.until(async () => (await clock.query(standingQuery)).waitsFor === 'a first deadline in the book');
      expect(accounts.said).toEqual(['a remind', 'b remind', 'a overdue']);
    });
  });

  it('is woken by an account whose visit comes earlier', async () => {
    const accounts = new FakeAccounts();
    await world.branch('visit-cadence/poked', { leads: accounts }, async (stage) => {
      accounts.now = () => stage.now();
      const clock = await begin(stage);
      await stage.until(async () => (await clock.query(standingQuery)).waitsFor === 'a first deadline in the book');
      const at = await stage.inHours(12);
      accounts.steps = [{ account: 'a', at, kind: 'remind' }];
      await clock.signal(pokeSignal, { at });
      await stage.until(async () => (await clock.query(standingQuery)).until === at);
      await stage.pass(13);
      await stage.until(() => accounts.said.length === 1);
    });
  });

  it('goes on in another run', async () => {
    const accounts = new FakeAccounts();
    await world.branch('visit-cadence/continued-as-new', { leads: accounts }, async (stage) => {
      accounts.now = () => stage.now();
      accounts.steps = await Promise.all([1, 2, 3, 4, 5, 6].map(async (hours) => ({ account: `a${hours}`, at: await stage.inHours(hours), kind: 'remind' as const })));
      await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await stage.pass(7);
      await stage.until(() => accounts.said.length === 6);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const [accounts, sandbox] = [new FakeAccounts(), new FakeSandbox()];
    accounts.now = async () => sandbox.now;
    const at = '2026-03-04T10:00:00.000Z';
    accounts.steps = [{ account: 'a', at, kind: 'overdue' }];
    const leads = Object.assign(accounts, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    await world.branch('visit-cadence/sandbox', { leads }, async (stage) => {
      const clock = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
      sandbox.now = new Date(at);
      await clock.signal(wakeSignal, { now: at });
      await stage.until(() => accounts.said.length === 1);
      expect(accounts.said).toEqual(['a overdue']);
    });
  });
});
