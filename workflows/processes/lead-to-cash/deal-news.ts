import { setHandler } from '@temporalio/workflow';
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
import type { LeadToCashInput, LeadToCashOutcome } from '@throughline/process-contracts/lead-to-cash';
import type { DealFact } from '@throughline/process-contracts/opportunities';
import { runOf } from '../shared/run-length';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';

type ContractFact = Extract<DealFact, { fact: 'contract-signed' | 'contract-refused' | 'contract-terminated' }>;

/** What is known of the deal. Facts come by several topics, so in any order, and more than once; each is kept once. */
export interface DealState {
  facts: DealFact[];
  /** Wins that came to nothing. */
  cyclesOver: number;
  /** Contracts that were refused: what is still said of them is of no matter. */
  contractsOver: string[];
  /** Contract in force. */
  active?: string;
  done: string[];
}

export const newDeal = (): DealState => ({ facts: [], cyclesOver: 0, contractsOver: [], done: [] });

/** What makes two tellings the same fact. */
const nameOf = (fact: DealFact): string =>
  [fact.fact, 'contractId' in fact && fact.contractId, 'planId' in fact && fact.planId, 'cycle' in fact && fact.cycle].join(':');

/** Registers every signal of the story; must be called before the first await. */
export function followDeal(input: LeadToCashInput, state: DealState) {
  const sleep = sleeper();
  const board = boardOf(state.done);
  const run = runOf<LeadToCashInput>(() => ({ ...input, state }));

  const hear = (fact: DealFact): void => {
    if (!state.facts.some((known) => nameOf(known) === nameOf(fact))) state.facts.push(fact);
  };
  setHandler(opportunityWonSignal, ({ cycle }) => hear({ fact: 'won', cycle }));
  setHandler(opportunityLostSignal, ({ reason }) => hear({ fact: 'lost', reason }));
  setHandler(contractDraftedSignal, ({ contractId }) => hear({ fact: 'contract-drafted', contractId }));
  setHandler(contractSignedSignal, ({ contractId }) => hear({ fact: 'contract-signed', contractId }));
  setHandler(contractRefusedSignal, ({ contractId, reason }) => hear({ fact: 'contract-refused', contractId, reason }));
  setHandler(contractTerminatedSignal, ({ contractId, reason }) => hear({ fact: 'contract-terminated', contractId, reason }));
  setHandler(planSettledSignal, ({ planId }) => hear({ fact: 'plan-settled', planId }));
  setHandler(planCancelledSignal, ({ planId }) => hear({ fact: 'plan-cancelled', planId }));

  const heard = <K extends DealFact['fact']>(kind: K) =>
    state.facts.filter((known): known is Extract<DealFact, { fact: K }> => known.fact === kind);
  const won = () => heard('won').some(({ cycle }) => cycle > state.cyclesOver);
  const contract = (): ContractFact | undefined =>
    [...heard('contract-terminated'), ...heard('contract-refused'), ...heard('contract-signed')].find(
      ({ contractId }) => !state.contractsOver.includes(contractId),
    );

  /** Nothing falls due in this story: people and money set its pace, and their own processes remind them. */
  const waitFor = async (stage: string, what: string, next: string, arrived: () => boolean): Promise<void> => {
    while (!arrived()) {
      board.show({ stage, waitsFor: what, until: null, because: `the deal is ${stage}`, next });
      await sleep.until(null, () => arrived() || run.isLong(), what);
      if (!arrived()) await run.breathe();
    }
  };

  return {
    hear,

    /** Until the customer agrees or the deal is lost. */
    async pursued(): Promise<'won' | 'lost'> {
      await waitFor('pursued', 'the deal to be won or lost', 'a contract is drafted', () => won() || heard('lost').length > 0);
      return won() ? 'won' : 'lost';
    },

    /** Until both have signed, or the contract has come to nothing; what ends it counts more than its signature. */
    async contracted(): Promise<ContractFact> {
      const what = heard('contract-drafted').length > 0 ? 'both signatures on the contract' : 'the draft of the contract';
      await waitFor('won', what, 'the contract is activated', () => contract() !== undefined);
      return contract() as ContractFact;
    },

    /** The contract came to nothing: the win does not count any more, the next one does. */
    backToPursuit({ contractId }: ContractFact): void {
      state.contractsOver.push(contractId);
      state.cyclesOver = Math.min(...heard('won').map(({ cycle }) => cycle).filter((cycle) => cycle > state.cyclesOver));
      board.did('contract refused, opportunity open again');
    },

    inForce: () => state.active !== undefined,
    enterIntoForce({ contractId }: ContractFact): void {
      state.active = contractId;
      board.did('contract in force, deal in implementation');
    },

    /** Until the plan is settled (true), or cancelled because the contract was ended (false). */
    async paid(): Promise<boolean> {
      const settled = () => heard('plan-settled').length > 0;
      await waitFor('in-force', 'the last payment', 'the deal is done', () => settled() || heard('plan-cancelled').length > 0);
      return settled();
    },

    async end(outcome: LeadToCashOutcome): Promise<LeadToCashOutcome> {
      board.end(outcome);
      await sleep.end();
      return outcome;
    },
  };
}
