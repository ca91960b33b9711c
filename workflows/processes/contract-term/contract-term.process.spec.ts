import { pokeSignal, wakeSignal } from '@throughline/process-contracts/clock';
import type { ActReport, NextDue, TermClockActivities } from '@throughline/process-contracts/clock';
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

/** Contracts in force, in memory, each with its last instant. */
class FakeContracts implements TermClockActivities {
  readonly ended: string[] = [];
  terms: { contract: string; at: string }[] = [];
  now: () => Promise<Date> = async () => new Date();

  nextTermDue = async (): Promise<NextDue> => ({ at: this.earliest() });
  endContracts = async (): Promise<ActReport> => {
    const now = await this.now();
    const over = this.terms.filter(({ at }) => new Date(at) <= now);
    this.terms = this.terms.filter((term) => !over.includes(term));
    this.ended.push(...over.map(({ contract }) => contract));
    return { reminded: 0, ended: over.length, next: { at: this.earliest() } };
  };

  private earliest = (): string | null => this.terms.map(({ at }) => at).sort()[0] ?? null;
}

let number = 0;
const begin = (stage: Stage, memo?: { sandbox: boolean; continueAsNewEvents?: number }) =>
  stage.start('contractTerm', `contract-term:test:contracts${(number += 1)}:lane0`, 'contracts', { book: 'terms:contracts', schema: 1 }, memo);

describe('contract term', () => {
  it('ends each contract at its own moment, and is woken by one that ends sooner', async () => {
    const contracts = new FakeContracts();
    await world.branch('contract-term/acts', { contracts }, async (stage) => {
      contracts.now = () => stage.now();
      const [soon, later] = [await stage.inHours(24), await stage.inHours(48)];
      contracts.terms = [{ contract: 'b', at: later }];
      const clock = await begin(stage);
      await stage.until(async () => (await clock.query(standingQuery)).until === later);
      contracts.terms.push({ contract: 'a', at: soon });
      await clock.signal(pokeSignal, { at: soon });
      await stage.until(async () => (await clock.query(standingQuery)).until === soon);
      await stage.pass(25);
      await stage.until(async () => (await clock.query(standingQuery)).until === later);
      expect(contracts.ended).toEqual(['a']);
      await stage.pass(25);
      await stage.until(async () => (await clock.query(standingQuery)).waitsFor === 'a first deadline in the book');
      expect(contracts.ended).toEqual(['a', 'b']);
    });
  });

  it('lives by sandbox time where that is the time', async () => {
    const [contracts, sandbox] = [new FakeContracts(), new FakeSandbox()];
    contracts.now = async () => sandbox.now;
    const at = '2027-03-31T16:00:00.000Z';
    contracts.terms = [{ contract: 'a', at }];
    const fakes = Object.assign(contracts, { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    await world.branch('contract-term/sandbox', { contracts: fakes }, async (stage) => {
      const clock = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(clock.workflowId) === at);
      sandbox.now = new Date(at);
      await clock.signal(wakeSignal, { now: at });
      await stage.until(() => contracts.ended.length === 1);
      expect(contracts.ended).toEqual(['a']);
    });
  });
});
