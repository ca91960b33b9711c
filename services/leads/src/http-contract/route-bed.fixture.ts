import type { Principal, Role } from '@throughline/access/principal';
import { ROLES } from '@throughline/access/principal';
import type { LeadPolicyDocument } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { assignBy, clockAt } from '../assignment/assignment.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import type { Answer } from '../leads-http.fixture';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { SetPoolAssignmentCommand } from '../set-pool-assignment/set-pool-assignment.command';
import type { Call } from './expectation.fixture';

/** An id that nothing has. */
export const nobody = '0199d000-0000-7000-8000-00000000ffff';
export const page = 'https://www.cranes.example';
const generous = { ...openPool.policy.claim, perDay: 9_000, perWeek: 9_000, cap: { inPool: 9_000, notCounted: [] } };

/** The leads service over HTTP with somebody of every role, and every sort of record to ask for. */
export class RouteBed {
  readonly people = new Map<Role, Principal>();
  /** A second rep of the same unit. */
  other!: Principal;
  /** Manager of another unit. */
  stranger!: Principal;
  readonly poolId = openPool.id;
  readonly pool = leadPolicySchema.parse({ ...openPool.policy, claim: generous, extension: { times: 3, days: 5 }, exempt: [...openPool.policy.exempt, { while: 'tagged', tag: 'strategic' }] });
  private drafts = 100;

  private constructor(
    readonly service: LeadsOnPostgres,
    readonly http: LeadsOverHttp,
  ) {}

  static async start(): Promise<RouteBed> {
    const policy = new RouteBed(undefined as never, undefined as never).pool;
    const service = await LeadsOnPostgres.start({ now: day0, policy });
    const bed = new RouteBed(service, await LeadsOverHttp.start(service));
    for (const role of ROLES) {
      if (role === 'system') continue;
      bed.people.set(role, await service.person(role, role === 'sales-rep' ? '1.1.1.' : role === 'sales-manager' ? '1.1.' : '1.'));
    }
    bed.other = await service.person('sales-rep', '1.1.1.');
    bed.stranger = await service.person('sales-manager', '1.2.');
    await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES ($1, 'South', '1.2.', 1, '{}')`, [uuidv7()]);
    bed.http.signIn(...bed.people.values(), bed.other, bed.stranger);
    return bed;
  }

  get rep(): Principal {
    return this.people.get('sales-rep')!;
  }
  get manager(): Principal {
    return this.people.get('sales-manager')!;
  }
  get head(): Principal {
    return this.people.get('sales-head')!;
  }
  get admin(): Principal {
    return this.people.get('admin')!;
  }

  /** Sends what the call says to a route, `GET /v1/leads/{id}`. */
  async send(route: string, { by, params = {}, query = '', body, headers }: Call): Promise<Answer> {
    const [method, path] = route.split(' ') as [string, string];
    return this.http.send(method, path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!)) + query, by, body, headers);
  }

  /** The body of what must succeed. */
  async made<T extends string>(route: string, call: Call, field: T): Promise<string> {
    const answer = await this.send(route, call);
    if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    return answer.body[field] as string;
  }

  lead(fields = {}): Promise<string> {
    return this.service.lead(this.rep, { poolId: this.poolId, ...fields });
  }

  /** A lead that the rep owns. */
  async owned(fields = {}, by = this.rep): Promise<string> {
    const leadId = await this.lead(fields);
    await this.service.get(ClaimLeadCommand).execute({ leadId }, by);
    return leadId;
  }

  /** A lead that a policy has given to the rep, who is to answer. */
  async given(): Promise<string> {
    const rules = [{ key: 'desk', strategy: { kind: 'dedicated' as const, people: [this.rep.personId] } }];
    await assignBy(this.service, this.head, { start: 'on-arrival', answer: { withinWorkingHours: 4 }, rules });
    const leadId = await this.lead();
    await clockAt(this.service, day0);
    await this.service.get(SetPoolAssignmentCommand).execute({ poolId: this.poolId, policyId: null }, this.head);
    return leadId;
  }

  account(name = `Company ${uuidv7()}`, by = this.rep): Promise<string> {
    return this.made('POST /v1/accounts', { by, body: { name } }, 'accountId');
  }

  contact(accountId: string): Promise<string> {
    return this.made('POST /v1/accounts/{id}/contacts', { by: this.rep, params: { id: accountId }, body: { name: 'Zhou', function: 'executive' } }, 'contactId');
  }

  /** What one has to send as If-Match for an account or a contact. */
  async seen(route: string, id: string): Promise<Record<string, string>> {
    const { headers } = await this.send(route, { by: this.rep, params: { id } });
    return { 'if-match': headers.get('etag')! };
  }

  readonly form = { name: 'Spring', allowedOrigins: [page], fields: [{ name: 'companyName', label: 'Company', required: true }], source: 'website', poolId: openPool.id, perMinute: 9_000, perAddressPerMinute: 1_000 };

  async openForm(): Promise<{ formId: string; publicKey: string }> {
    return (await this.send('POST /v1/lead-forms', { by: this.admin, body: this.form })).body;
  }

  /** A pair that somebody has to look at. */
  async duplicate(): Promise<string> {
    const name = `Harbour ${uuidv7()} Cranes`;
    await this.lead({ companyName: `${name} Ltd` });
    const body = { companyName: `${name} Limited`, poolId: this.poolId, city: 'Ulm', onDuplicate: 'create', duplicateReason: 'another plant' };
    const leadId = await this.made('POST /v1/leads', { by: this.rep, body }, 'leadId');
    const { body: found } = await this.send('GET /v1/duplicates', { by: this.head, query: '?limit=200' });
    return found.items.find((item: { leadId: string }) => item.leadId === leadId).duplicateId;
  }

  /** A version of the pool's policy that nobody has saved yet; it would hold from this day on. */
  document(effectiveFrom = '2026-01-01'): LeadPolicyDocument & { version: number } {
    this.drafts += 1;
    return { ...this.pool, version: this.drafts, effectiveFrom, author: 'Li Na', reason: `Draft ${this.drafts}`, clock: { ...this.pool.clock, quietDays: 7 } };
  }

  /** @returns the path of a saved draft */
  async draft(effectiveFrom?: string): Promise<{ kind: string; id: string; version: string }> {
    const document = this.document(effectiveFrom);
    await this.made('POST /v1/policies', { by: this.head, body: { document } }, 'version');
    return { kind: 'lead', id: document.id, version: String(document.version) };
  }

  /** A change that waits for its day. */
  async application(): Promise<string> {
    const params = await this.draft('2026-12-01');
    return this.made('POST /v1/policies/{kind}/{id}/versions/{version}/apply', { by: this.head, params, body: {} }, 'applicationId');
  }

  /** So that another change of the same policy may be asked for. */
  async withdrawAll(): Promise<void> {
    await this.service.database.query(`UPDATE policy_application SET status = 'withdrawn' WHERE status IN ('scheduled', 'running')`);
  }

  preview(): Promise<string> {
    return this.made('POST /v1/policy-previews', { by: this.head, body: { policyId: this.pool.id } }, 'previewId');
  }

  file(content: string, mapping: object): FormData {
    const form = new FormData();
    form.append('file', new Blob([content]), 'rows.csv');
    form.append('mapping', JSON.stringify(mapping));
    return form;
  }

  newPool(): object {
    return { name: `Pool ${uuidv7()}`, unit: '1.2.', policyId: this.pool.id, takes: [`t-${uuidv7()}`] };
  }

  openPool(): Promise<string> {
    return this.made('POST /v1/pools', { by: this.head, body: this.newPool() }, 'poolId');
  }

  leadsFile(): FormData {
    const form = this.file(`Company\nMills ${uuidv7()}\n`, { name: 'Fair', system: 'fair', columns: { companyName: 'Company' } });
    form.append('poolId', this.poolId);
    return form;
  }

  accountsFile(): FormData {
    return this.file(`name\nMills ${uuidv7()}\n`, { name: 'simple', system: 'erp', columns: { name: 'name' } });
  }

  async stop(): Promise<void> {
    await this.http.stop();
    await this.service.stop();
  }
}
