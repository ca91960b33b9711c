import type { ActReport, TermClockActivities } from '@throughline/process-contracts/clock';
import { clockWorld, FakeBook } from '../testing/clock-world';

/** Contracts in force, in memory, each with its last instant. */
class FakeContracts extends FakeBook<{ contract: string; at: string }> implements TermClockActivities {
  nextTermDue = () => this.nextDue();
  endContracts = async (): Promise<ActReport> => {
    const over = await this.takeDue();
    this.said.push(...over.map(({ contract }) => contract));
    return { reminded: 0, ended: over.length, next: await this.nextDue() };
  };
}

const clocks = clockWorld('contractTerm', 'contract-term', 'contracts');

describe('contract term', () => {
  it('ends each contract at its own moment, and is woken by one that ends sooner', async () => {
    const contracts = new FakeContracts();
    await clocks.branch('acts', contracts, async ({ stage, begin }) => {
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      contracts.lines.push({ contract: 'b', at: later });
      const clock = await begin();
      await clock.asleepUntil(later);
      contracts.lines.push({ contract: 'a', at: soon });
      await clock.poke(soon);
      await clock.asleepUntil(soon);
      await stage.pass(25);
      await clock.asleepUntil(later);
      expect(contracts.said).toEqual(['a']);
      await stage.pass(25);
      await clock.idle();
      expect(contracts.said).toEqual(['a', 'b']);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const contracts = new FakeContracts();
    const at = '2027-03-31T16:00:00.000Z';
    contracts.lines.push({ contract: 'a', at });
    await clocks.sandbox(contracts, async ({ stage, moveTo }) => {
      await moveTo(at);
      await stage.until(() => contracts.said.length === 1);
      expect(contracts.said).toEqual(['a']);
    });
  });
});
