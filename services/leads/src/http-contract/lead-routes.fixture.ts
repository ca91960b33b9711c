import { v7 as uuidv7 } from 'uuid';
import type { Expectation, Expectations } from './expectation.fixture';
import type { RouteBed } from './route-bed.fixture';

/** A verb of the owner, or of the line above him, on an owned lead. */
const onOwned = (verb: string, body?: (bed: RouteBed) => object, by: 'rep' | 'manager' = 'rep', status = 200): Expectation => ({
  right: ['lead', verb],
  call: async (bed) => ({ by: bed[by], params: { id: await bed.owned() }, ...(body && { body: body(bed) }) }),
  status,
  unknown: 'lead.not_found',
  outside: 'lead.not_found',
  repetition: 'answered',
});
const because = () => ({ reason: 'the customer moves house' });
/** A verb that needs another one before it. */
const after = (before: string, expectation: Expectation): Expectation => ({
  ...expectation,
  call: async (bed) => {
    const call = await expectation.call(bed);
    await bed.made(`POST /v1/leads/{id}/${before}`, call, 'leadId');
    return call;
  },
});
const ofPool = (verb: string, body: (bed: RouteBed) => object, by: 'head' | 'manager' = 'head'): Expectation => ({
  right: ['pool', verb],
  call: (bed) => ({ by: bed[by], params: { id: bed.poolId }, body: body(bed) }),
  status: 200,
  unknown: 'pool.not_found',
  repetition: 'answered',
  etag: 'version',
});
const opened = (expectation: Expectation): Expectation => ({
  ...expectation,
  call: async (bed) => ({ ...(await expectation.call(bed)), params: { id: await bed.openPool() } }),
});
const imported = (bed: RouteBed) => bed.made('POST /v1/lead-imports', { by: bed.head, body: bed.leadsFile() }, 'importId');
const ofImport: Expectation = { right: ['lead', 'import'], call: async (bed) => ({ by: bed.head, params: { id: await imported(bed) } }), status: 200, unknown: 'import.not_found' };

export const leadRoutes: Expectations = {
  'GET /v1/leads': { right: ['lead', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'POST /v1/leads': { right: ['lead', 'capture'], call: (bed) => ({ by: bed.rep, body: { companyName: `Mills ${Math.random()}`, poolId: bed.poolId } }), status: 201, repetition: 'answered' },
  'GET /v1/leads/{id}': { right: ['lead', 'read'], call: async (bed) => ({ by: bed.rep, params: { id: await bed.owned() } }), status: 200, unknown: 'lead.not_found', outside: 'lead.not_found', etag: 'content' },
  'GET /v1/leads/{id}/timeline': { right: ['lead', 'read'], call: async (bed) => ({ by: bed.rep, params: { id: await bed.owned() } }), status: 200, unknown: 'lead.not_found', outside: 'lead.not_found' },
  'GET /v1/leads/funnel': { right: ['lead', 'read'], call: (bed) => ({ by: bed.rep, query: '?from=2026-03-01&until=2026-03-31' }), status: 200 },
  'GET /v1/leads/recycling': { right: ['lead', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'POST /v1/leads/{id}/claim': { right: ['lead', 'claim'], call: async (bed) => ({ by: bed.rep, params: { id: await bed.lead() } }), status: 200, unknown: 'lead.not_found', repetition: 'answered' },
  'POST /v1/lead-claims': { right: ['lead', 'claim'], call: async (bed) => ({ by: bed.rep, body: { leadIds: [await bed.lead()] } }), status: 200, repetition: 'answered' },
  'POST /v1/leads/{id}/release': onOwned('release', () => ({})),
  'POST /v1/leads/{id}/assign': onOwned('assign', (bed) => ({ ownerId: bed.other.personId }), 'manager'),
  'POST /v1/leads/{id}/transfer': onOwned('assign', (bed) => ({ to: bed.other.personId }), 'manager'),
  'POST /v1/lead-transfers': { right: ['lead', 'assign'], call: async (bed) => ({ by: bed.manager, body: { leadIds: [await bed.owned()], to: bed.other.personId } }), status: 200, repetition: 'answered' },
  'POST /v1/leads/{id}/accept': { ...onOwned('accept'), call: async (bed) => ({ by: bed.rep, params: { id: await bed.given() } }) },
  'POST /v1/leads/{id}/decline': { ...onOwned('decline', () => ({})), call: async (bed) => ({ by: bed.rep, params: { id: await bed.given() }, body: {} }) },
  'GET /v1/leads/{id}/assignments': { right: ['lead', 'assign'], call: async (bed) => ({ by: bed.manager, params: { id: await bed.owned() } }), status: 200, unknown: 'lead.not_found', outside: 'lead.not_found' },
  'POST /v1/leads/{id}/activities': onOwned('log-activity', () => ({ kind: 'call', minutes: 5 }), 'rep', 201),
  'POST /v1/leads/{id}/disqualify': onOwned('disqualify', () => ({ reason: 'no-need' })),
  'POST /v1/leads/{id}/convert': onOwned('convert', () => ({ contact: { name: 'Wang' }, product: 'Suite', amount: { amount: '10', currency: 'CNY' }, expectedClose: '2026-06-30' })),
  'POST /v1/leads/{id}/extension-requests': onOwned('ask-extension', because, 'rep', 201),
  // Who looks after the pool may as well, whatever his role.
  'POST /v1/leads/{id}/extensions': { ...onOwned('extend', because, 'manager', 201), right: ['lead', 'read'] },
  'PUT /v1/leads/{id}/account': {
    ...onOwned('attach'),
    call: async (bed) => ({ by: bed.rep, params: { id: await bed.owned() }, body: { accountId: await bed.account() } }),
  },
  'POST /v1/leads/{id}/pause': onOwned('hold', because, 'manager'),
  'POST /v1/leads/{id}/resume': after('pause', onOwned('hold', because, 'manager')),
  'POST /v1/leads/{id}/lock': onOwned('hold', because, 'manager'),
  'POST /v1/leads/{id}/unlock': after('lock', onOwned('hold', because, 'manager')),
  'POST /v1/leads/{id}/tag': onOwned('tag', () => ({ tags: ['met-at-fair'] })),
  'POST /v1/leads/{id}/untag': after('tag', onOwned('tag', () => ({ tags: ['met-at-fair'] }))),
  'POST /v1/leads/{id}/merge': { ...onOwned('merge'), call: async (bed) => ({ by: bed.rep, params: { id: await bed.owned() }, body: { into: await bed.owned() } }) },
  'POST /v1/leads/{id}/unmerge': {
    ...onOwned('unmerge'),
    call: async (bed) => {
      const [id, into] = [await bed.owned(), await bed.owned()];
      await bed.made('POST /v1/leads/{id}/merge', { by: bed.rep, params: { id }, body: { into } }, 'leadId');
      return { by: bed.rep, params: { id } };
    },
  },
  'GET /v1/duplicates': { right: ['duplicate', 'read'], call: (bed) => ({ by: bed.head }), status: 200 },
  'POST /v1/duplicates/{id}/dismiss': {
    right: ['duplicate', 'decide'], call: async (bed) => ({ by: bed.head, params: { id: await bed.duplicate() }, body: {} }), status: 200, unknown: 'duplicate.not_found', repetition: 'answered',
  },
  'POST /v1/duplicates/{id}/merge': {
    right: ['duplicate', 'decide'], call: async (bed) => ({ by: bed.head, params: { id: await bed.duplicate() }, body: {} }), status: 200, unknown: 'duplicate.not_found', repetition: 'answered',
  },
  'POST /v1/lead-imports': { right: ['lead', 'import'], call: (bed) => ({ by: bed.head, body: bed.leadsFile() }), status: 201, repetition: 'no', multipart: true },
  'POST /v1/lead-imports/previews': { right: ['lead', 'import'], call: (bed) => ({ by: bed.head, body: bed.file('Company\nMills\n', {}) }), status: 200, repetition: 'no', multipart: true },
  'GET /v1/lead-imports': { right: ['lead', 'import'], call: (bed) => ({ by: bed.head }), status: 200 },
  'GET /v1/lead-imports/{id}': ofImport,
  'GET /v1/lead-imports/{id}/rows': ofImport,
  'GET /v1/lead-imports/{id}/report.csv': ofImport,
  'GET /v1/doctor/leads': { right: ['doctor', 'read'], call: (bed) => ({ by: bed.admin }), status: 200 },
  'GET /v1/audit/leads': { right: ['audit', 'read'], call: (bed) => ({ by: bed.admin }), status: 200 },
  'GET /v1/audit/leads/export.csv': { right: ['audit', 'export'], call: (bed) => ({ by: bed.admin }), status: 200 },
  'GET /v1/pools': { right: ['pool', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'GET /v1/pools/{id}': { right: ['pool', 'read'], call: (bed) => ({ by: bed.rep, params: { id: bed.poolId } }), status: 200, unknown: 'pool.not_found' },
  'POST /v1/pools/{id}/assignments': {
    right: ['pool', 'assign'],
    call: async (bed) => ({ by: bed.manager, params: { id: bed.poolId }, body: { strategy: 'round-robin', leadIds: [await bed.lead()], people: [bed.rep.personId] } }),
    status: 201,
    unknown: 'pool.not_found',
    repetition: 'answered',
  },
  'POST /v1/pools': { right: ['pool', 'open'], call: (bed) => ({ by: bed.head, body: bed.newPool() }), status: 201, repetition: 'answered' },
  'PATCH /v1/pools/{id}': opened(ofPool('change', () => ({ hiddenFields: ['email'], takes: [`t-${uuidv7()}`] }))),
  'PUT /v1/pools/{id}/policy': opened(ofPool('set-policy', (bed) => ({ policyId: bed.pool.id }))),
  'POST /v1/pools/{id}/close': { ...opened(ofPool('close', () => ({ reason: 'no longer needed' }))), status: 202 },
  'PUT /v1/pools/{id}/assignment-policy': ofPool('set-assignment', () => ({ policyId: null })),
  'PUT /v1/pools/{id}/administrators': ofPool('set-administrators', (bed) => ({ people: [bed.manager.personId] })),
};
