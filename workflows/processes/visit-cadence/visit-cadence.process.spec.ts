import type { ActReport, VisitClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

/** Visits that are due, in memory: each is first reminded of, then overdue a day later, then made no more. */
class FakeAccounts extends FakeBook<{ account: string; at: string; kind: 'remind' | 'overdue' }> implements VisitClockActivities {
  nextVisitDue = () => this.nextDue();
  watchVisits = async (): Promise<ActReport> => {
    const due = await this.takeDue();
    for (const { account, kind } of due) this.said.push(`${account} ${kind}`);
    const reminded = due.filter(({ kind }) => kind === 'remind').length;
    return { reminded, ended: due.length - reminded, next: await this.nextDue() };
  };
}

const clocks = clockWorld('visitCadence', 'visit-cadence', 'leads');

describe('visit cadence', () => {
  it('reminds first and says overdue a day later, each account once', async () => {
    const accounts = new FakeAccounts();
    await clocks.branch('acts', accounts, async ({ stage, begin }) => {
      const [soon, due] = [await stage.inHours(24), await stage.inHours(48)];
      accounts.lines = [
        { account: 'a', at: soon, kind: 'remind' },
        { account: 'b', at: soon, kind: 'remind' },
        { account: 'a', at: due, kind: 'overdue' },
      ];
      const clock = await begin();
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await clock.asleepUntil(due);
      expect(accounts.said).toEqual(['a remind', 'b remind']);
      await stage.pass(25);
      await clock.idle();
      expect(accounts.said).toEqual(['a remind', 'b remind', 'a overdue']);
    });
  });

  it('is woken by an account whose visit comes earlier', async () => {
    const accounts = new FakeAccounts();
    await clocks.branch('poked', accounts, async ({ stage, begin }) => {
      const clock = await begin();
      await clock.idle();
      const at = await stage.inHours(12);
      accounts.lines = [{ account: 'a', at, kind: 'remind' }];
      await clock.poke(at);
      await clock.asleepUntil(at);
      await stage.pass(13);
      await stage.until(() => accounts.said.length === 1);
    });
  });

  it('goes on in another run', async () => {
    const accounts = new FakeAccounts();
    await clocks.branch('continued-as-new', accounts, async ({ stage, begin }) => {
      for (const hours of [1, 2, 3, 4, 5, 6]) accounts.lines.push({ account: `a${hours}`, at: await stage.inHours(hours), kind: 'remind' });
      await begin('short');
      await stage.pass(7);
      await stage.until(() => accounts.said.length === 6);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const accounts = new FakeAccounts();
    const at = '2026-03-04T10:00:00.000Z';
    accounts.lines = [{ account: 'a', at, kind: 'overdue' }];
    await clocks.sandbox(accounts, async ({ stage, moveTo }) => {
      await moveTo(at);
      await stage.until(() => accounts.said.length === 1);
      expect(accounts.said).toEqual(['a overdue']);
    });
  });
});
