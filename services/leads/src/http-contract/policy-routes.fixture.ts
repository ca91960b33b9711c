import { standardScoring } from '@throughline/policy/default-intake-policies';
import type { PolicyDocument, PolicyKind } from '@throughline/policy/policy-kinds';
import { v7 as uuidv7 } from 'uuid';
import { PolicyRepository } from '../policy/policy.repository';
import type { Call, Expectation, Expectations } from './expectation.fixture';
import type { RouteBed } from './route-bed.fixture';
import { page } from './route-bed.fixture';

const version = ['0', 'x', '1.5', '99999999999999999999'];
const ofVersion = (verb: string, body?: object, more: Partial<Expectation> = {}): Expectation => ({
  right: ['policy', verb],
  call: async (bed) => ({ by: bed.head, params: await bed.draft(), ...(body && { body }) }),
  status: 200,
  unknown: 'policy.not_found',
  wrong: { kind: ['weather'], version },
  ...more,
});
const applying = async (bed: RouteBed): Promise<Call> => {
  await bed.withdrawAll();
  return { by: bed.head, params: await bed.draft('2026-12-01'), body: {} };
};
const application = async (bed: RouteBed): Promise<Call> => {
  await bed.withdrawAll();
  return { by: bed.head, params: { id: await bed.application() } };
};
const preview = async (bed: RouteBed): Promise<Call> => ({ by: bed.head, params: { id: await bed.preview() } });
const form = async (bed: RouteBed): Promise<Call> => ({ by: bed.admin, params: { id: (await bed.openForm()).formId } });

/** The same under an id of its own, in force, and nothing has it. */
const unused = async (bed: RouteBed, document: PolicyDocument & { kind: PolicyKind }): Promise<Record<string, string>> => {
  const { service } = bed;
  await service.database.transactions.run((tx) => service.get(PolicyRepository).keepFirst(tx, document));
  await bed.withdrawAll();
  return { kind: document.kind, id: document.id };
};

export const policyRoutes: Expectations = {
  'GET /v1/policies': { right: ['policy', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'POST /v1/policies': { right: ['policy', 'draft'], call: (bed) => ({ by: bed.head, body: { document: bed.document() } }), status: 201, repetition: 'answered' },
  'POST /v1/policies/validate': { right: ['policy', 'read'], call: (bed) => ({ by: bed.rep, body: { document: bed.document() } }), status: 200, repetition: 'no' },
  'POST /v1/policies/diff': { right: ['policy', 'read'], call: (bed) => ({ by: bed.rep, body: { document: bed.document() } }), status: 200, repetition: 'no' },
  'GET /v1/policies/{kind}/{id}': {
    right: ['policy', 'read'], call: (bed) => ({ by: bed.rep, params: { kind: 'lead', id: bed.pool.id } }), status: 200, unknown: 'policy.not_found', wrong: { kind: ['weather'] },
  },
  'GET /v1/policies/{kind}/{id}/diff': {
    right: ['policy', 'read'],
    call: async (bed) => {
      const { version: to, ...params } = await bed.draft();
      return { by: bed.rep, params, query: `?from=1&to=${to}` };
    },
    status: 200,
    unknown: 'policy.not_found',
    wrong: { kind: ['weather'] },
  },
  'GET /v1/policies/{kind}/{id}/versions/{version}': ofVersion('read'),
  'POST /v1/policies/{kind}/{id}/retire': {
    right: ['policy', 'retire'],
    call: async (bed) => ({ by: bed.head, params: await unused(bed, { ...bed.pool, id: `unused-${uuidv7()}` }), body: { reason: 'the fair is over' } }),
    status: 200,
    unknown: 'policy.not_found',
    wrong: { kind: ['weather'] },
    repetition: 'answered',
  },
  'POST /v1/policies/{kind}/{id}/recompute': {
    right: ['policy', 'recompute'],
    call: async (bed) => ({ by: bed.head, params: await unused(bed, standardScoring) }),
    status: 202,
    unknown: 'policy.not_found',
    wrong: { kind: ['weather'] },
    repetition: 'answered',
  },
  'POST /v1/policies/{kind}/{id}/versions/{version}/apply': ofVersion('apply', {}, { call: applying, status: 202, repetition: 'answered' }),
  'POST /v1/policies/{kind}/{id}/versions/{version}/trial': ofVersion('draft', { on: true }, { repetition: 'answered' }),
  'GET /v1/policies/{kind}/{id}/versions/{version}/trial': ofVersion('preview'),
  'POST /v1/policy-previews': { right: ['policy', 'preview'], call: (bed) => ({ by: bed.head, body: { policyId: bed.pool.id } }), status: 201, repetition: 'answered' },
  'GET /v1/policy-previews/{id}': { right: ['policy', 'preview'], call: preview, status: 200, unknown: 'policy_preview.not_found', outside: 'policy_preview.not_found' },
  'GET /v1/policy-previews/{id}/records': { right: ['policy', 'preview'], call: preview, status: 200, unknown: 'policy_preview.not_found', outside: 'policy_preview.not_found' },
  'GET /v1/policy-applications': { right: ['policy', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'GET /v1/policy-applications/{id}': { right: ['policy', 'read'], call: application, status: 200, unknown: 'policy_application.not_found' },
  'POST /v1/policy-applications/{id}/withdraw': { right: ['policy', 'apply'], call: application, status: 200, unknown: 'policy_application.not_found', repetition: 'answered' },

  'GET /v1/lead-forms': { right: ['form', 'read'], call: (bed) => ({ by: bed.admin }), status: 200 },
  'POST /v1/lead-forms': { right: ['form', 'open'], call: (bed) => ({ by: bed.admin, body: bed.form }), status: 201, repetition: 'answered' },
  'GET /v1/lead-forms/{id}': { right: ['form', 'read'], call: form, status: 200, unknown: 'form.not_found', etag: 'version' },
  'POST /v1/lead-forms/{id}/close': { right: ['form', 'close'], call: form, status: 200, unknown: 'form.not_found', repetition: 'answered' },
  'POST /v1/forms/{publicKey}/leads': {
    call: async (bed) => ({ params: { publicKey: (await bed.openForm()).publicKey }, body: { values: { companyName: `Mills ${Math.random()}` } }, headers: { origin: page } }),
    status: 202,
    unknown: 'form.not_found',
    repetition: 'answered',
  },
};
