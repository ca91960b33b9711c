import { ChildWorkflowFailure, condition, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import type { ChildWorkflowHandle } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { lookAgainSignal } from '@throughline/process-contracts/decision';
import { searchAttributes } from '@throughline/process-contracts/search-attributes';
import { staticSummary } from '@throughline/process-contracts/summaries';
import { parseWorkflowId, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import type { ApprovalLegInput, LegStory } from '@throughline/process-contracts/worklist';
import type { Others } from './people';

type Child = ChildWorkflowHandle<(input: ApprovalLegInput) => Promise<void>>;

export interface LegsSideBySide extends Others {
  /** Each of these has its story; those that are out and not among them look again whether they are still needed. */
  ask(legs: readonly LegStory[]): Promise<void>;
  /** The request has ended: every story hears so and comes home, so that whoever spoke to it has his answer. */
  goHome(): Promise<void>;
}

/** The legs of one step, each a child of the request's story with its own clock. */
export function legsSideBySide(requestId: string): LegsSideBySide {
  const out = new Map<string, Child>();
  let stirred = false;
  let ended = false;

  const begin = async ({ leg, workflowId }: LegStory) => {
    try {
      const story: Child = await startChild(workflowTypes.approvalLeg, {
        workflowId,
        args: [{ requestId, leg, schema: 1 }],
        memo: { ...workflowInfo().memo },
        staticSummary: staticSummary(workflowTypes.approvalLeg, workflowId),
        typedSearchAttributes: [
          { key: searchAttributes.tenant, value: parseWorkflowId(workflowId).tenant },
          { key: searchAttributes.process, value: 'approval-leg' },
          { key: searchAttributes.subject, value: requestId },
        ],
      });
      out.set(leg, story);
      void comesHome(leg, story);
    } catch (error) {
      // That of a lost run of this story is still on its way home.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      await sleep('1s');
      stirred = true;
    }
  };
  const comesHome = async (leg: string, story: Child) => {
    // One that failed, or that an operator ended, is begun anew where its leg still waits: not at once, for what it failed of may last.
    await story.result().catch(async (error: unknown) => {
      if (!(error instanceof ChildWorkflowFailure)) throw error;
      await condition(() => ended, '1m');
    });
    out.delete(leg);
    stirred = true;
  };
  const lookAgain = (story: Child) => story.signal(lookAgainSignal).catch(() => undefined); // it has just come home

  return {
    stirred: () => stirred,
    busy: () => out.size > 0,
    async ask(legs) {
      stirred = false;
      await Promise.all([...out].filter(([key]) => !legs.some(({ leg }) => leg === key)).map(([, story]) => lookAgain(story)));
      await Promise.all(legs.filter(({ leg }) => !out.has(leg)).map(begin));
    },
    async goHome() {
      ended = true;
      await Promise.all([...out.values()].map(lookAgain));
      await condition(() => out.size === 0);
    },
  };
}
