import type { AccountPolicy } from './account-policy';
import { approvalPolicySchema, type ApprovalPolicy } from './approval-policy';
import type { DunningPolicy } from './dunning-policy';
import type { LeadPolicy } from './lead-policy';
import type { PaymentTerms } from './payment-terms';
import type { ReviewPolicy } from './review-policy';
import type { StagePolicy } from './stage-policy';

/** The policies a new company starts with: first versions, to be replaced by its own. default-policies.small.spec.ts checks each by its schema. */
const first = { version: 1, effectiveFrom: '2026-01-01', author: 'Throughline', reason: 'What a new company starts with' } as const;

export const openPoolPolicy: LeadPolicy = {
  kind: 'lead',
  id: 'open-pool',
  ...first,
  claim: {
    perDay: 20,
    perWeek: 60,
    cap: { inPool: 120, notCounted: ['key-account', 'exempt'] },
    coolDownDays: { lastOwner: 7, anyRecentOwner: 30, sameTeam: 0 },
    freezeHours: 0,
    exempt: { roles: [], people: [] },
    releaseReturnsQuota: false,
  },
  clock: { anchor: 'claimed', basis: 'calendar', quietDays: 10, refreshDays: 3, maximumDays: 20, cutOff: '18:00', remindAt: '09:00' },
  resets: [
    { kind: 'call', minMinutes: 3, by: 'anyone' },
    { kind: 'visit', by: 'anyone' },
    { kind: 'meeting', by: 'anyone' },
    { kind: 'mail', by: 'anyone' },
  ],
  mustReach: [],
  exempt: [{ while: 'locked' }, { while: 'in-approval' }, { while: 'registered' }],
  reminders: [
    { daysBefore: 3, recipients: ['owner'] },
    { daysBefore: 1, recipients: ['owner', 'manager'] },
  ],
  onDue: { to: 'pool' },
  variants: [],
};

export const standardPipeline: StagePolicy = {
  kind: 'pipeline',
  id: 'standard',
  ...first,
  remindAt: '09:00',
  cutOff: '18:00',
  stages: [
    { key: 'develop', label: 'Develop', probability: 10, milestone: { key: 'evaluated', label: 'Evaluated and graded' }, expectedWorkingDays: 10, soonRatio: 0.8 },
    { key: 'entry', label: 'Entry', probability: 25, milestone: { key: 'key_people_known', label: 'Key people known' }, expectedWorkingDays: 10, soonRatio: 0.8 },
    { key: 'proposal', label: 'Proposal', probability: 40, milestone: { key: 'proposal_accepted', label: 'Proposal accepted' }, expectedWorkingDays: 15, soonRatio: 0.8 },
    { key: 'bid', label: 'Bid', probability: 60, milestone: { key: 'bid_submitted', label: 'Bid submitted' }, expectedWorkingDays: 10, soonRatio: 0.8 },
    { key: 'negotiation', label: 'Negotiation', probability: 80, milestone: { key: 'contract_signed', label: 'Contract signed by both sides' }, expectedWorkingDays: 15, soonRatio: 0.8 },
    { key: 'implementation', label: 'Implementation', probability: 100, milestone: { key: 'accepted', label: 'Accepted by the customer' }, expectedWorkingDays: 60, soonRatio: 0.8 },
  ],
};

const inWorkingHours = { dueWorkingHours: 8, remindAfterWorkingHours: 4, escalateAfterWorkingHours: 8, escalateTo: 'line' } as const;

export const discountApprovalPolicy: ApprovalPolicy = approvalPolicySchema.parse({
  kind: 'approval',
  id: 'discount',
  ...first,
  subject: 'discount',
  legs: [
    { key: 'manager', label: 'Manager of the requester', when: { always: true }, approver: { by: 'manager-of-requester' }, ...inWorkingHours },
    { key: 'finance', label: 'Finance', when: { field: 'percent', op: '>', value: '10' }, approver: { by: 'role', role: 'finance' }, ...inWorkingHours },
  ],
  lapseAfterWorkingDays: 5,
  fallbackRole: 'sales-head',
});

export const duplicateApprovalPolicy: ApprovalPolicy = approvalPolicySchema.parse({
  kind: 'approval',
  id: 'duplicate',
  ...first,
  subject: 'duplicate',
  legs: [{ key: 'manager', label: 'Manager of the requester', when: { always: true }, approver: { by: 'manager-of-requester' }, ...inWorkingHours }],
  lapseAfterWorkingDays: 5,
  fallbackRole: 'sales-head',
});

export const extensionApprovalPolicy: ApprovalPolicy = approvalPolicySchema.parse({
  kind: 'approval',
  id: 'extension',
  ...first,
  subject: 'extension',
  legs: [{ key: 'manager', label: 'Manager of the requester', when: { always: true }, approver: { by: 'manager-of-requester' }, ...inWorkingHours }],
  lapseAfterWorkingDays: 5,
  fallbackRole: 'sales-head',
});

export const contractReviewPolicy: ReviewPolicy = {
  kind: 'review',
  id: 'contract',
  ...first,
  legs: [
    { key: 'legal', label: 'Legal', role: 'legal', dueWorkingHours: 16, remindAfterWorkingHours: 8, touchedBy: ['clauses', 'terms'] },
    { key: 'finance', label: 'Finance', role: 'finance', dueWorkingHours: 16, remindAfterWorkingHours: 8, touchedBy: ['amount', 'terms'] },
    { key: 'commercial', label: 'Commercial', role: 'commercial', dueWorkingHours: 16, remindAfterWorkingHours: 8, touchedBy: ['amount', 'clauses'] },
  ],
  fallbackRole: 'sales-head',
};

export const standardDunningPolicy: DunningPolicy = {
  kind: 'dunning',
  id: 'standard',
  ...first,
  remindBeforeDays: [7, 1],
  levels: [
    { level: 1, daysAfter: 3, label: 'Payment reminder' },
    { level: 2, daysAfter: 14, label: 'Second reminder, collector informed', opensTask: true },
  ],
  sendAt: '09:00',
};

export const standardPaymentTerms: PaymentTerms = {
  lines: [
    { portion: '30', days: 7, label: 'Down payment' },
    { portion: '60', days: 30, label: 'On delivery' },
    { portion: '10', days: 45, endOfMonth: true, label: 'Retention, end of month' },
  ],
};

export const standardAccountPolicy: AccountPolicy = {
  kind: 'account',
  id: 'accounts',
  ...first,
  value: { currency: 'CNY', rates: {}, current: { of: 'won', withinDays: 365 } },
  levels: { current: { high: '1000000', middle: '100000' }, potential: { high: '3000000', middle: '300000' } },
  grades: {
    high: { high: 'A', middle: 'A', low: 'B' },
    middle: { high: 'A', middle: 'B', low: 'C' },
    low: { high: 'B', middle: 'C', low: 'D' },
  },
  keyAccountAtLeast: 'B',
  visits: {
    basis: 'calendar',
    everyDays: { A: 14, B: 30, C: 60, D: 90 },
    cutOff: '18:00',
    remindAt: '09:00',
    reminders: [{ daysBefore: 3, recipients: ['owner'] }],
    overdue: [
      { daysAfter: 0, recipients: ['owner', 'manager'] },
      { daysAfter: 14, recipients: ['manager', 'head'] },
    ],
  },
};
