import type { WorkflowHandle } from '@temporalio/client';
import { wakeSignal } from '@throughline/process-contracts/clock';
import type { ProcessMemo } from '@throughline/process-contracts/clock';
import type { ContractReviewOutcome, ContractsActivities, ReviewLeg } from '@throughline/process-contracts/contracts';
import { decideUpdate, withdrawUpdate } from '@throughline/process-contracts/decision';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import { FakeSandbox } from '../testing/fake-sandbox';
import { FakeWorklist } from '../testing/fake-worklist';
import type { FakeLeg } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';
import { refusal } from '../testing/refusal';

const world = theWorld();

type Leg = ReviewLeg['leg'];
const allLegs: Leg[] = ['legal', 'finance', 'commercial'];

class FakeContracts implements Pick<ContractsActivities, 'reviewLegs' | 'recordLeg' | 'completeReview'> {
  readonly log: string[] = [];
  constructor(private readonly legs: Leg[] = allLegs) {}

  async reviewLegs(): Promise<ReviewLeg[]> {
    return this.legs.map((leg) => ({
      leg,
      task: {
        kind: 'review', leg, subjectType: 'contract', subjectId: 'c1', dealId: 'd1', role: leg, ask: `Review (${leg})`, figures: {},
        dueWorkingHours: 16, remindAfterWorkingHours: 4, escalateAfterWorkingHours: 8,
      },
    }));
  }
  async recordLeg({ leg, outcome }: { leg: string; outcome: string }): Promise<void> {
    this.log.push(`${leg} ${outcome}`);
  }
  async completeReview({ outcome, reason }: { outcome: ContractReviewOutcome; reason?: string }): Promise<void> {
    this.log.push(reason ? `${outcome}: ${reason}` : outcome);
  }
}

let number = 0;
const begin = async (stage: Stage, worklist: FakeWorklist, legs: Leg[] = allLegs, memo?: ProcessMemo) => {
  const contractId = `c-${(number += 1)}`;
  const story = await stage.start('contractReview', `contract-review:test:${contractId}:1`, 'contracts', { contractId, version: 1, schema: 1 }, memo);
  await stage.until(() => worklist.opened.length === legs.length);
  return story;
};
const owners = (...more: Partial<FakeLeg>[]): FakeLeg[] => allLegs.map((leg, at) => ({ leg, owners: [`${leg}-person`], ...more[at] }));
const decide = (story: WorkflowHandle, leg: Leg, outcome: DecisionOutcome, by = `${leg}-person`) =>
  story.executeUpdate(decideUpdate, { updateId: `decide:${leg}:${outcome}`, args: [{ taskId: `task-${leg}`, by, outcome, key: `${leg}-${outcome}` }] });

describe('contract-review', () => {
  it('is approved when all legs, in any order, have said yes', async () => {
    const [worklist, contracts] = [new FakeWorklist(owners()), new FakeContracts()];
    await world.branch('contract-review/approved', { worklist, contracts }, async (stage) => {
      const story = await begin(stage, worklist);
      expect(worklist.opened.map(({ key }) => key.split(':').slice(-2).join(':')).sort()).toEqual(['leg:commercial', 'leg:finance', 'leg:legal']);
      expect(await decide(story, 'finance', 'approved')).toMatchObject({ answer: 'accepted' });
      await decide(story, 'commercial', 'approved');
      expect(await stage.standing(story)).toMatchObject({ until: null });
      expect(await refusal(decide(story, 'finance', 'returned'))).toBe('task.already_decided');
      await decide(story, 'legal', 'approved');
      expect(await story.result()).toBe('approved');
      expect(contracts.log).toEqual(['finance approved', 'commercial approved', 'legal approved', 'approved']);
      expect(worklist.log.filter((line) => line.startsWith('cancel'))).toEqual([]);
    });
  });

  it('asks only the legs that the version touches, and nobody where it touches none', async () => {
    const [worklist, contracts] = [new FakeWorklist(owners()), new FakeContracts(['finance'])];
    await world.branch('contract-review/one-leg', { worklist, contracts }, async (stage) => {
      const story = await begin(stage, worklist, ['finance']);
      await decide(story, 'finance', 'approved');
      expect(await story.result()).toBe('approved');
    });
    const untouched = new FakeWorklist();
    await world.branch('contract-review/no-leg', { worklist: untouched, contracts: new FakeContracts([]) }, async (stage) => {
      expect(await (await begin(stage, untouched, [])).result()).toBe('approved');
    });
  });

  it('is returned by the first no: the others are cancelled', async () => {
    const [worklist, contracts] = [new FakeWorklist(owners()), new FakeContracts()];
    await world.branch('contract-review/returned', { worklist, contracts }, async (stage) => {
      const story = await begin(stage, worklist);
      await decide(story, 'commercial', 'approved');
      await decide(story, 'legal', 'returned');
      expect(await story.result()).toBe('returned');
      expect(contracts.log).toEqual(['commercial approved', 'legal returned', 'returned: legal returned it']);
      expect(worklist.log.at(-1)).toBe('cancel: review returned');
    });
  });

  it('reminds and climbs each leg by its own clock; silence to the end returns it', async () => {
    const [worklist, contracts] = [new FakeWorklist(), new FakeContracts()];
    await world.branch('contract-review/silence', { worklist, contracts }, async (stage) => {
      const at = await Promise.all([4, 8, 24].map((hours) => stage.inHours(hours)));
      const [first, second, last] = at as [string, string, string];
      // Legal and finance are reminded in the same instant, commercial climbs later, legal lapses.
      Object.assign(worklist, { legs: owners({ remindAt: first, lapseAt: last }, { remindAt: first }, { escalateAt: second }) });
      const story = await begin(stage, worklist);
      await stage.until(async () => (await stage.standing(story)).until === first);
      expect(await story.result()).toBe('returned');
      expect(worklist.log.slice(3)).toEqual(['remind task-legal', 'remind task-finance', 'escalate task-commercial', 'cancel: review returned']);
      expect(contracts.log).toEqual(['returned: legal did not answer in time']);
    });
  });

  it('can be taken back once; afterwards the author hears that it is over', async () => {
    const [worklist, contracts] = [new FakeWorklist(owners()), new FakeContracts()];
    await world.branch('contract-review/withdrawn', { worklist, contracts }, async (stage) => {
      const story = await begin(stage, worklist);
      const withdraw = (key: string) => story.executeUpdate(withdrawUpdate, { updateId: key, args: [{ by: 'author', key }] });
      expect(await Promise.all([withdraw('one'), withdraw('two')])).toEqual(expect.arrayContaining([{ answer: 'accepted' }, { answer: 'already_decided' }]));
      expect(await story.result()).toBe('withdrawn');
      expect(worklist.log.at(-1)).toBe('cancel: review withdrawn');
      expect(contracts.log).toEqual(['withdrawn']);
    });
  });

  it('carries open legs and answers into its next runs', async () => {
    const [worklist, contracts] = [new FakeWorklist(), new FakeContracts()];
    await world.branch('contract-review/continued-as-new', { worklist, contracts }, async (stage) => {
      const remindAt = await stage.inHours(4);
      Object.assign(worklist, { legs: owners({ remindAt }, { remindAt: await stage.inHours(5) }, { remindAt: await stage.inHours(6) }) });
      const story = await begin(stage, worklist, allLegs, { sandbox: false, continueAsNewEvents: 20 });
      await decide(story, 'finance', 'approved');
      await stage.pass(5);
      await stage.until(() => worklist.log.includes('remind task-legal'));
      await decide(story, 'commercial', 'approved');
      expect(await refusal(decide(story, 'finance', 'returned'))).toBe('task.already_decided');
      await decide(story, 'legal', 'approved');
      expect(await stage.client.workflow.getHandle(story.workflowId).result()).toBe('approved');
      expect(worklist.log.filter((line) => line.startsWith('open'))).toHaveLength(3);
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('registers its next moment in a sandbox instead of a timer', async () => {
    const sandbox = new FakeSandbox();
    const remindAt = '2026-03-02T05:00:00.000Z';
    const [worklist, contracts] = [new FakeWorklist(owners({ remindAt }, { remindAt })), Object.assign(new FakeContracts(), sandboxed(sandbox))];
    await world.branch('contract-review/sandbox', { worklist, contracts }, async (stage) => {
      const story = await begin(stage, worklist, allLegs, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(story.workflowId) === remindAt);
      sandbox.now = new Date(remindAt);
      await story.signal(wakeSignal, { now: remindAt });
      await stage.until(() => worklist.log.includes('remind task-finance'));
      await decide(story, 'legal', 'returned');
      expect(await story.result()).toBe('returned');
    });
  });
});

const sandboxed = ({ registerWakeUp, clearWakeUp }: FakeSandbox) => ({ registerWakeUp, clearWakeUp });
