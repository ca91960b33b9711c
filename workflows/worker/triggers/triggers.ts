import { pokeClockWhenDeadlineMoved } from './poke-clock-when-deadline-moved';
import { startApprovalWhenRequested } from './start-approval-when-requested';
import { startContractReviewWhenRequested } from './start-contract-review-when-requested';
import { startLeadToCashWhenOpportunityOpened } from './start-lead-to-cash-when-opportunity-opened';
import { startOrPokeCollectionWhenMoneyMoves } from './start-or-poke-collection-when-money-moves';
import { tellLeadToCashWhenTheDealMoves } from './tell-lead-to-cash-when-the-deal-moves';
import { pokeCollectionsWhenLettersRecounted } from './poke-collections-when-letters-recounted';
import { tellApprovalWhenItsTaskIsRecounted } from './tell-approval-when-its-task-is-recounted';
import type { Trigger } from './trigger';

/** All that events set going. */
export const triggers: readonly Trigger[] = [
  startLeadToCashWhenOpportunityOpened,
  tellLeadToCashWhenTheDealMoves,
  startApprovalWhenRequested,
  tellApprovalWhenItsTaskIsRecounted,
  startContractReviewWhenRequested,
  startOrPokeCollectionWhenMoneyMoves,
  pokeCollectionsWhenLettersRecounted,
  pokeClockWhenDeadlineMoved,
];
