import type { Role } from './principal';

/** How far a right reaches: what one owns oneself, all of one's unit, all of it and of the units below, everything, nothing. */
export type Scope = 'own' | 'unit' | 'unit-and-below' | 'all' | 'none';

type Grant = Partial<Record<Role, Exclude<Scope, 'none'>>>;

const everybody: Grant = {
  'sales-rep': 'all',
  'sales-manager': 'all',
  'sales-head': 'all',
  finance: 'all',
  legal: 'all',
  commercial: 'all',
  collector: 'all',
  admin: 'all',
  operator: 'all',
};
const sellers: Grant = { 'sales-rep': 'own', 'sales-manager': 'unit-and-below', 'sales-head': 'all', admin: 'all' };
const managers: Grant = { 'sales-manager': 'unit-and-below', 'sales-head': 'all', admin: 'all' };
/** Who makes the rules of the company. */
const rulers: Grant = { 'sales-head': 'all', admin: 'all' };
/** Who keeps the system running. */
const operators: Grant = { admin: 'all', operator: 'all' };
const ownLine: Grant = { ...sellers, finance: 'own', legal: 'own', commercial: 'own', collector: 'own', operator: 'own' };
const oneself: Grant = {
  'sales-rep': 'own',
  'sales-manager': 'own',
  'sales-head': 'own',
  finance: 'own',
  legal: 'own',
  commercial: 'own',
  collector: 'own',
  operator: 'own',
  admin: 'all',
};
const backOffice: Grant = { finance: 'all', legal: 'all', commercial: 'all', operator: 'all' };
const money: Grant = { finance: 'all', collector: 'all', admin: 'all' };

/**
 * Who may do what, as data: kind → verb → role → how far. The widest of a person's roles counts; `system` may do everything.
 * Whether one is among those asked by a task is the task's own rule, so its verbs reach everybody here.
 */
export const grants = {
  lead: {
    read: { ...sellers, operator: 'all' },
    capture: sellers,
    import: { ...managers, operator: 'all' },
    claim: { 'sales-rep': 'all', 'sales-manager': 'all', 'sales-head': 'all' },
    release: sellers,
    assign: managers,
    accept: sellers,
    decline: sellers,
    'log-activity': sellers,
    disqualify: sellers,
    convert: sellers,
    'ask-extension': sellers,
    attach: sellers,
    hold: managers,
    // Without an approval. Who looks after the pool may as well.
    extend: managers,
    // A tag that the policy of the lead names moves the end of its protection: that takes `hold` as well.
    tag: sellers,
    merge: sellers,
    unmerge: sellers,
  },
  duplicate: { read: { ...sellers, operator: 'all' }, decide: sellers },
  form: { read: { 'sales-head': 'all', admin: 'all', operator: 'all' }, open: { admin: 'all' }, close: { admin: 'all' } },
  pool: {
    read: everybody,
    assign: managers,
    open: rulers,
    change: rulers,
    close: rulers,
    'set-policy': rulers,
    'set-assignment': rulers,
    'set-administrators': rulers,
  },
  // Who may see what a policy would take from whom, sees it within his reach over leads.
  policy: {
    read: everybody,
    preview: { ...sellers, operator: 'all' },
    draft: rulers,
    apply: rulers,
    retire: rulers,
    recompute: { ...rulers, operator: 'all' },
  },
  account: {
    read: { ...sellers, ...backOffice, collector: 'all' },
    create: sellers,
    change: sellers,
    remove: managers,
    move: sellers,
    transfer: managers,
    'hand-over': managers,
    visit: sellers,
    'add-contact': sellers,
    // Who is in the team, which partners serve it, and that the customer has left.
    share: sellers,
    'link-partner': sellers,
    churn: sellers,
    merge: sellers,
    unmerge: sellers,
    import: { ...managers, operator: 'all' },
  },
  contact: { read: { ...sellers, ...backOffice } },
  opportunity: {
    read: { ...sellers, ...backOffice },
    // Opened, reopened and taken into implementation by consumers and stories only.
    open: {},
    reopen: {},
    'enter-implementation': {},
    'meet-milestone': sellers,
    'change-stage': sellers,
    'request-discount': sellers,
    win: sellers,
    lose: sellers,
    'log-activity': sellers,
  },
  contract: {
    read: { ...sellers, ...backOffice, collector: 'all' },
    'add-version': { ...sellers, legal: 'all', commercial: 'all' },
    'request-review': { ...sellers, legal: 'all', commercial: 'all' },
    sign: { ...sellers, legal: 'all', commercial: 'all' },
    refuse: { ...managers, legal: 'all' },
    terminate: { ...managers, legal: 'all' },
    'log-activity': { ...sellers, legal: 'all', commercial: 'all' },
  },
  plan: { read: { ...sellers, ...money, operator: 'all', commercial: 'all' } },
  receipt: { read: { ...money, operator: 'all' }, record: money, allocate: money, reverse: { finance: 'all', admin: 'all' } },
  receivable: { read: { ...sellers, ...money, operator: 'all' } },
  dunning: { read: { ...sellers, ...money, operator: 'all' } },
  ledger: { read: { ...money, operator: 'all' } },
  // Who oversees sees the others' as well.
  task: { oversee: operators, read: everybody, claim: everybody, decide: everybody, complete: everybody, delegate: everybody, 'add-approver': everybody, ask: everybody, answer: everybody },
  // One's own; those that could not be delivered are for whoever runs the system, without what they say.
  notice: { read: everybody, 'mark-read': everybody, choose: everybody, oversee: operators, retry: operators, drop: operators },
  approval: { oversee: { 'sales-manager': 'unit-and-below', 'sales-head': 'all', finance: 'all', admin: 'all', operator: 'all' }, read: everybody, preview: everybody, request: everybody, withdraw: everybody },
  person: {
    read: everybody,
    'read-absences': ownLine,
    'plan-absence': ownLine,
    'read-stand-ins': ownLine,
    'name-stand-in': ownLine,
    'set-shifts': managers,
    'set-active': { admin: 'all' },
    join: { admin: 'all' },
    change: { admin: 'all' },
    'set-position': { admin: 'all' },
    'set-roles': { admin: 'all' },
  },
  unit: {
    read: everybody,
    'set-shifts': managers,
    open: { admin: 'all' },
    change: { admin: 'all' },
    move: { admin: 'all' },
    close: { admin: 'all' },
    'set-head': { admin: 'all' },
    // Units and people from files.
    sync: { admin: 'all' },
  },
  group: { read: everybody, make: { admin: 'all' }, change: { admin: 'all' }, remove: { admin: 'all' } },
  // Together with the rights that each verb of the directory asks for.
  scim: { read: { admin: 'all' }, write: { admin: 'all' } },
  calendar: { read: everybody, publish: { admin: 'all' } },
  // One's own; administrators also those of accounts that only programs use.
  'api-key': { read: oneself, make: oneself, revoke: oneself },
  'sign-in': { 'give-link': { admin: 'all' }, 'end-sessions': oneself, 'forget-subject': { admin: 'all' } },
  'signing-key': { withdraw: { admin: 'all' } },
  // How it runs in the process engine: for those who run the system.
  process: { read: operators },
  // All that anybody did, with what others see masked. To export is more: a file goes anywhere.
  audit: { read: { admin: 'all' }, export: { admin: 'all' } },
  // Findings of what runs the installation: counts and connections.
  doctor: { read: operators },
  // The catalogue of events, for who builds on them.
  'event-type': { read: operators },
  'sandbox-time': { read: everybody, advance: operators },
} as const satisfies Record<string, Record<string, Grant>>;

/** A sort of record. */
export type Kind = keyof typeof grants;
/** What can be done with records of a kind. */
export type VerbOf<K extends Kind> = keyof (typeof grants)[K] & string;
