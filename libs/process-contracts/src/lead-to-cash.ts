import { defineSignal } from '@temporalio/workflow';

export interface LeadToCashInput {
  dealId: string;
  schema: 1;
  state?: unknown;
}
export type LeadToCashOutcome = 'cash-complete' | 'lost' | 'ended';

/** What the deal's services tell its story, by triggers from their events. */
export const opportunityWonSignal = defineSignal<[{ cycle: number }]>('opportunityWon');
export const opportunityLostSignal = defineSignal<[{ reason: string }]>('opportunityLost');
export const contractDraftedSignal = defineSignal<[{ contractId: string }]>('contractDrafted');
export const contractSignedSignal = defineSignal<[{ contractId: string }]>('contractSigned');
export const contractRefusedSignal = defineSignal<[{ contractId: string; reason: string }]>('contractRefused');
export const contractTerminatedSignal = defineSignal<[{ contractId: string; reason: string }]>('contractTerminated');
export const planSettledSignal = defineSignal<[{ planId: string }]>('planSettled');
export const planCancelledSignal = defineSignal<[{ planId: string }]>('planCancelled');
