import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { ProcessMemo } from '@throughline/process-contracts/clock';
import type { ContractsActivities } from '@throughline/process-contracts/contracts';
import {
  contractDraftedSignal,
  contractRefusedSignal,
  contractSignedSignal,
  contractTerminatedSignal,
  opportunityLostSignal,
  opportunityWonSignal,
  planCancelledSignal,
  planSettledSignal,
} from '@throughline/process-contracts/lead-to-cash';
import type { DealFact, OpportunitiesActivities } from '@throughline/process-contracts/opportunities';
import { theWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';

const world = theWorld();

/** Opportunities and contracts, as far as a deal's story asks them. */
class FakeDeal implements OpportunitiesActivities, Pick<ContractsActivities, 'activateContract'> {
  readonly log: string[] = [];
  facts: DealFact[] = [];
  ended = false;
  refuses = false;

  dealFacts = async () => this.facts;
  enterImplementation = async () => {
    if (this.refuses) throw ApplicationFailure.nonRetryable('no', 'opportunity.milestone_missing');
    this.log.push('implementation');
  };
  reopenOpportunity = async ({ reason, key }: { reason: string; key: string }) => {
    this.log.push(`${key}: ${reason}`);
  };
  activateContract = async ({ contractId }: { contractId: string }) => {
    this.log.push(`activate ${contractId}`);
    return { inForce: !this.ended };
  };
}
const cast = (deal: FakeDeal) => ({ processes: {}, opportunities: deal, contracts: deal });

let number = 0;
const begin = (stage: Stage, memo?: ProcessMemo) => {
  const dealId = `d${(number += 1)}`;
  return stage.start('leadToCash', `lead-to-cash:test:${dealId}`, 'processes', { dealId, schema: 1 }, memo);
};
const waitsFor = (stage: Stage, story: WorkflowHandle, what: string) => stage.until(async () => (await stage.standing(story)).waitsFor === what);
const sign = async (story: WorkflowHandle, cycle: number, contractId: string) => {
  await story.signal(opportunityWonSignal, { cycle });
  await story.signal(contractDraftedSignal, { contractId });
  await story.signal(contractSignedSignal, { contractId });
};

describe('lead-to-cash', () => {
  it('goes from pursued over won, signed and in force to cash', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/cash-complete', cast(deal), async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'the deal to be won or lost');
      await story.signal(opportunityWonSignal, { cycle: 1 });
      await waitsFor(stage, story, 'the draft of the contract');
      await story.signal(contractDraftedSignal, { contractId: 'c1' });
      await story.signal(contractSignedSignal, { contractId: 'c1' });
      await waitsFor(stage, story, 'the last payment');
      expect(deal.log).toEqual(['activate c1', 'implementation']);
      await story.signal(planSettledSignal, { planId: 'p1' });
      expect(await story.result()).toBe('cash-complete');
    });
  });

  it('ends when the deal is lost', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/lost', cast(deal), async (stage) => {
      const story = await begin(stage);
      await story.signal(opportunityLostSignal, { reason: 'price' });
      expect(await story.result()).toBe('lost');
      expect(deal.log).toEqual([]);
    });
  });

  it('reopens the opportunity when the contract is refused, and goes on pursuing', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/refused-then-won-again', cast(deal), async (stage) => {
      const story = await begin(stage);
      await story.signal(opportunityWonSignal, { cycle: 1 });
      await story.signal(contractDraftedSignal, { contractId: 'c1' });
      await story.signal(contractRefusedSignal, { contractId: 'c1', reason: 'terms' });
      await waitsFor(stage, story, 'the deal to be won or lost');
      expect(deal.log).toEqual(['reopen:c1: terms']);
      await story.signal(opportunityWonSignal, { cycle: 1 }); // told twice: an old win is no new one
      await story.signal(contractRefusedSignal, { contractId: 'c1', reason: 'terms' });
      await waitsFor(stage, story, 'the deal to be won or lost');
      await sign(story, 2, 'c2');
      await story.signal(planSettledSignal, { planId: 'p1' });
      expect(await story.result()).toBe('cash-complete');
      expect(deal.log).toEqual(['reopen:c1: terms', 'activate c2', 'implementation']);
    });
  });

  it('never sleeps until an instant: its queue has no database to register a wake-up in', async () => {
    const deal = new FakeDeal();
    const asked: string[] = [];
    const register = { registerWakeUp: async () => void asked.push('register'), clearWakeUp: async () => void asked.push('clear') };
    await world.branch('lead-to-cash/in-a-sandbox', { ...cast(deal), processes: register }, async (stage) => {
      const story = await begin(stage, { sandbox: true });
      await sign(story, 1, 'c1');
      await waitsFor(stage, story, 'the last payment');
      await story.signal(planSettledSignal, { planId: 'p1' });
      expect(await story.result()).toBe('cash-complete');
      expect(asked).toEqual([]);
    });
  });

  it('is lost after all when the reopened opportunity is', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/refused-then-lost', cast(deal), async (stage) => {
      const story = await begin(stage);
      await story.signal(opportunityWonSignal, { cycle: 1 });
      await story.signal(contractRefusedSignal, { contractId: 'c1', reason: 'credit' });
      await waitsFor(stage, story, 'the deal to be won or lost');
      await story.signal(opportunityLostSignal, { reason: 'credit' });
      expect(await story.result()).toBe('lost');
    });
  });

  it('ends when the contract is ended before it is signed', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/ended-before-signature', cast(deal), async (stage) => {
      const story = await begin(stage);
      await story.signal(opportunityWonSignal, { cycle: 1 });
      await story.signal(contractTerminatedSignal, { contractId: 'c1', reason: 'insolvency' });
      expect(await story.result()).toBe('ended');
      expect(deal.log).toEqual([]);
    });
  });

  it('ends with the plan cancelled when a contract in force is ended', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/ended-in-force', cast(deal), async (stage) => {
      const story = await begin(stage);
      await sign(story, 1, 'c1');
      await waitsFor(stage, story, 'the last payment');
      await story.signal(contractTerminatedSignal, { contractId: 'c1', reason: 'breach' });
      await waitsFor(stage, story, 'the last payment'); // until collections has cancelled what was open
      await story.signal(planCancelledSignal, { planId: 'p1' });
      expect(await story.result()).toBe('ended');
    });
  });

  it('ends when the contract came to its end while it was being activated', async () => {
    const deal = new FakeDeal();
    deal.ended = true;
    await world.branch('lead-to-cash/ended-while-activating', cast(deal), async (stage) => {
      const story = await begin(stage);
      await sign(story, 1, 'c1');
      expect(await story.result()).toBe('ended');
      expect(deal.log).toEqual(['activate c1']);
    });
  });

  it('takes facts in any order and twice: topics know no common order', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/out-of-order', cast(deal), async (stage) => {
      const story = await begin(stage);
      await story.signal(planSettledSignal, { planId: 'p1' });
      await story.signal(contractSignedSignal, { contractId: 'c1' });
      await story.signal(contractSignedSignal, { contractId: 'c1' });
      await waitsFor(stage, story, 'the deal to be won or lost');
      await story.signal(opportunityWonSignal, { cycle: 1 });
      expect(await story.result()).toBe('cash-complete');
      expect(deal.log).toEqual(['activate c1', 'implementation']);
    });
  });

  it('started anew by the reconciler, it asks what the lost one had heard', async () => {
    const deal = new FakeDeal();
    deal.facts = [
      { fact: 'won', cycle: 1 },
      { fact: 'contract-refused', contractId: 'c1', reason: 'terms' },
      { fact: 'won', cycle: 2 },
      { fact: 'contract-signed', contractId: 'c2' },
    ];
    await world.branch('lead-to-cash/started-anew', cast(deal), async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'the last payment');
      expect(deal.log).toEqual(['reopen:c1: terms', 'activate c2', 'implementation']);
      await story.signal(planSettledSignal, { planId: 'p1' });
      expect(await story.result()).toBe('cash-complete');
    });
  });

  it('carries what it knows into its next run', async () => {
    const deal = new FakeDeal();
    await world.branch('lead-to-cash/continued-as-new', cast(deal), async (stage) => {
      const story = await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await sign(story, 1, 'c1');
      await stage.until(() => deal.log.length === 2);
      // Not asked before: the test server gets stuck with a query on a task that continues as new.
      await stage.until(async () => {
        if ((await stage.histories()).length > 1) return true;
        // Between two runs the test server knows of none: then the next look sees the second.
        await story.signal(contractSignedSignal, { contractId: 'c1' }).catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
        // A run cannot end while news keep coming in.
        await new Promise((done) => setTimeout(done, 300));
        return false;
      });
      await waitsFor(stage, story, 'the last payment');
      await story.signal(planSettledSignal, { planId: 'p1' });
      expect(await stage.client.workflow.getHandle(story.workflowId).result()).toBe('cash-complete');
      expect(deal.log).toEqual(['activate c1', 'implementation']);
    });
  });

  it('is not ended by a refusal that it has no answer to: its task waits for a better worker', async () => {
    const deal = new FakeDeal();
    deal.refuses = true;
    await world.branch('lead-to-cash/refused-step', cast(deal), async (stage) => {
      const story = await begin(stage);
      await sign(story, 1, 'c1');
      await stage.until(async () => JSON.stringify(await story.fetchHistory()).includes('milestone_missing'));
      await new Promise((done) => setTimeout(done, 1000));
      expect((await story.describe()).status.name).toBe('RUNNING');
      expect(deal.log).toEqual(['activate c1']);
      await story.terminate('the test is over');
    });
  });
});
