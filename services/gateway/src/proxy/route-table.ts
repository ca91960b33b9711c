import type { SettingsOf } from '@throughline/config/settings';

export const SERVICES = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What each service answers of itself, below its own name (libs/http). */
const ofItself = (service: ServiceName): string[] => [`/v1/audit/${service}`, `/v1/doctor/${service}`];

/** Which service answers below which path. What is not listed is not reachable from outside, `/internal` first of all. */
export const ROUTES: Record<ServiceName, readonly string[]> = {
  directory: ['/.well-known/jwks.json', '/oauth/token', '/v1/api-keys', '/v1/signing-keys', '/v1/session', '/v1/sessions', '/v1/sign-in', '/v1/passwords', '/v1/sandbox/sessions', '/v1/sandbox/people', '/v1/people', '/v1/units', '/v1/groups', '/v1/calendars', '/scim/v2', '/v1/directory-syncs', ...ofItself('directory')],
  leads: ['/v1/leads', '/v1/pools', '/v1/lead-imports', '/v1/lead-claims', '/v1/lead-transfers', '/v1/duplicates', '/v1/lead-forms', '/v1/forms', '/v1/accounts', '/v1/account-imports', '/v1/contacts', '/v1/policies', '/v1/policy-previews', '/v1/policy-applications', ...ofItself('leads')],
  opportunities: ['/v1/opportunities', '/v1/pipelines', ...ofItself('opportunities')],
  contracts: ['/v1/contracts', ...ofItself('contracts')],
  collections: ['/v1/receipts', '/v1/plans', '/v1/receivables', '/v1/dunning', '/v1/ledger-check', ...ofItself('collections')],
  worklist: ['/v1/tasks', '/v1/approvals', '/v1/approval-policies', '/v1/notices', '/v1/decision-links', ...ofItself('worklist')],
};

/** Files arrive here: streamed, each with a limit that its service knows. */
export const STREAMED: readonly string[] = ['/v1/lead-imports', '/v1/account-imports'];

/** Answers that go on for as long as their reader listens: each holds a connection, so they do not share those of the others. */
export const STREAMS: Partial<Record<ServiceName, readonly string[]>> = { worklist: ['/v1/tasks/changes'] };

/** Pages of other origins write here: their browsers ask before (OPTIONS), and the service says who may. */
export const ASKED_BY_BROWSERS: readonly string[] = ['/v1/forms'];

export type ServiceUrls = Record<ServiceName, string>;

export function serviceUrls(settings: SettingsOf<'gateway'>): ServiceUrls {
  return {
    directory: settings.DIRECTORY_URL,
    leads: settings.LEADS_URL,
    opportunities: settings.OPPORTUNITIES_URL,
    contracts: settings.CONTRACTS_URL,
    collections: settings.COLLECTIONS_URL,
    worklist: settings.WORKLIST_URL,
  };
}
