import type { Call, Expectation, Expectations } from './expectation.fixture';
import type { RouteBed } from './route-bed.fixture';

const onAccount = (verb: string, body?: (bed: RouteBed) => object, more: Partial<Expectation> = {}): Expectation => ({
  right: ['account', verb],
  call: async (bed) => ({ by: bed.rep, params: { id: await bed.account() }, ...(body && { body: body(bed) }) }),
  status: 200,
  unknown: 'account.not_found',
  outside: 'account.not_found',
  repetition: 'answered',
  etag: 'version',
  ...more,
});
const ofAccount = (kind: 'account' | 'contact' = 'account', more: Partial<Expectation> = {}): Expectation => ({
  right: [kind, 'read'],
  call: async (bed) => ({ by: bed.rep, params: { id: await bed.account() } }),
  status: 200,
  unknown: 'account.not_found',
  outside: 'account.not_found',
  ...more,
});
/** Against the version that the caller has read. */
const seen = (expectation: Expectation, route = 'GET /v1/accounts/{id}'): Expectation => ({
  ...expectation,
  call: async (bed) => {
    const call = await expectation.call(bed);
    return { ...call, headers: await bed.seen(route, call.params!.id!) };
  },
});
const optional = (verb: string, body: (bed: RouteBed) => object, more: Partial<Expectation> = {}): Expectation => seen(onAccount(verb, body, { ifMatch: 'optional', ...more }));

const contact = async (bed: RouteBed): Promise<Call> => ({ by: bed.rep, params: { id: await bed.contact(await bed.account()) } });
const relationship = async (bed: RouteBed): Promise<Call> => {
  const id = await bed.account();
  return { by: bed.rep, params: { id, contactId: await bed.contact(id), personId: bed.head.personId }, body: { function: 'executive', strength: 4 } };
};
const partner = async (bed: RouteBed): Promise<Call> => ({ by: bed.rep, params: { id: await bed.account() }, body: { partnerId: await bed.account(), role: 'reseller', since: '2026-01-01' } });
const member = async (bed: RouteBed): Promise<Call> => ({ by: bed.rep, params: { id: await bed.account(), personId: bed.other.personId }, body: { access: 'read' } });
const handOver = (bed: RouteBed): Call => ({ by: bed.head, body: { from: bed.other.personId, to: bed.rep.personId, reason: 'leaves' } });
/** First what is to be undone. */
const undoing = (route: string, before: (bed: RouteBed) => Promise<Call>, more: (call: Call) => Record<string, string> = () => ({})) => async (bed: RouteBed): Promise<Call> => {
  const call = await before(bed);
  await bed.made(route, call, 'accountId');
  return { by: bed.rep, params: { ...call.params, ...more(call) } };
};
const ofImport: Expectation = {
  right: ['account', 'import'],
  call: async (bed) => ({ by: bed.head, params: { id: await bed.made('POST /v1/account-imports', { by: bed.head, body: bed.accountsFile() }, 'importId') } }),
  status: 200,
  unknown: 'import.not_found',
};

export const accountRoutes: Expectations = {
  'GET /v1/accounts': { right: ['account', 'read'], call: (bed) => ({ by: bed.rep }), status: 200 },
  'POST /v1/accounts': { right: ['account', 'create'], call: (bed) => ({ by: bed.rep, body: { name: `Mills ${Math.random()}` } }), status: 201, repetition: 'answered', etag: 'version' },
  'GET /v1/accounts/{id}': ofAccount('account', { etag: 'version' }),
  'GET /v1/accounts/{id}/overview': ofAccount(),
  'GET /v1/accounts/{id}/key-data': ofAccount(),
  'GET /v1/accounts/{id}/tree': ofAccount(),
  'GET /v1/accounts/{id}/visits': ofAccount(),
  'GET /v1/accounts/{id}/contacts': ofAccount('contact'),
  'PATCH /v1/accounts/{id}': seen(onAccount('change', () => ({ city: 'Ulm' }), { ifMatch: 'required' })),
  'DELETE /v1/accounts/{id}': {
    ...seen(onAccount('remove', undefined, { ifMatch: 'required' })),
    etag: undefined as never,
    call: async (bed) => {
      const id = await bed.account();
      return { by: bed.manager, params: { id }, headers: await bed.seen('GET /v1/accounts/{id}', id) };
    },
  },
  'POST /v1/accounts/{id}/move': optional('move', () => ({ parentId: null })),
  'POST /v1/accounts/{id}/merge': { ...onAccount('merge'), call: async (bed) => ({ by: bed.rep, params: { id: await bed.account() }, body: { into: await bed.account() } }) },
  'POST /v1/accounts/{id}/unmerge': {
    ...onAccount('unmerge'),
    call: undoing('POST /v1/accounts/{id}/merge', async (bed) => ({ by: bed.rep, params: { id: await bed.account() }, body: { into: await bed.account() } })),
  },
  'POST /v1/accounts/{id}/transfer': {
    ...optional('transfer', (bed) => ({ to: bed.other.personId, reason: 'region' })),
    call: async (bed) => {
      const id = await bed.account();
      return { by: bed.manager, params: { id }, body: { to: bed.other.personId, reason: 'region' }, headers: await bed.seen('GET /v1/accounts/{id}', id) };
    },
  },
  'POST /v1/accounts/{id}/visits': optional('visit', () => ({ purpose: 'kick-off' })),
  'POST /v1/accounts/{id}/satisfaction': optional('visit', () => ({ level: 4, channel: 'survey' })),
  'POST /v1/accounts/{id}/churn': optional('churn', () => ({ reason: 'price' })),
  'POST /v1/accounts/{id}/win-back': {
    ...optional('churn', () => ({})),
    call: async (bed) => {
      const id = await bed.account();
      await bed.made('POST /v1/accounts/{id}/churn', { by: bed.rep, params: { id }, body: { reason: 'price' } }, 'accountId');
      return { by: bed.rep, params: { id }, body: {}, headers: await bed.seen('GET /v1/accounts/{id}', id) };
    },
  },
  'POST /v1/accounts/{id}/wallet': onAccount('change', () => ({ year: 2026, spend: { amount: '800000', currency: 'CNY' }, source: 'annual report' })),
  'POST /v1/accounts/{id}/contacts': { ...onAccount('add-contact', () => ({ name: 'Li Wei' })), status: 201 },
  'POST /v1/accounts/{id}/partners': { ...seen({ ...onAccount('link-partner', undefined, { ifMatch: 'optional' }), call: partner }) },
  'DELETE /v1/accounts/{id}/partners/{partnerId}/{role}': {
    ...onAccount('link-partner'),
    call: undoing('POST /v1/accounts/{id}/partners', partner, ({ body }) => ({ partnerId: (body as { partnerId: string }).partnerId, role: 'reseller' })),
  },
  'PUT /v1/accounts/{id}/relationships/{contactId}/{personId}': { ...onAccount('change'), call: relationship },
  'DELETE /v1/accounts/{id}/relationships/{contactId}/{personId}': {
    ...onAccount('change'),
    call: undoing('PUT /v1/accounts/{id}/relationships/{contactId}/{personId}', relationship),
  },
  'PUT /v1/accounts/{id}/team/{personId}': { ...onAccount('share'), call: member },
  'DELETE /v1/accounts/{id}/team/{personId}': { ...onAccount('share'), call: undoing('PUT /v1/accounts/{id}/team/{personId}', member) },
  'POST /v1/accounts/hand-overs': { right: ['account', 'hand-over'], call: handOver, status: 201, repetition: 'answered' },
  'GET /v1/accounts/hand-overs/{id}': {
    right: ['account', 'hand-over'],
    call: async (bed) => ({ by: bed.head, params: { id: await bed.made('POST /v1/accounts/hand-overs', handOver(bed), 'handOverId') } }),
    status: 200,
    unknown: 'hand_over.not_found',
    outside: 'hand_over.not_found',
  },
  'GET /v1/contacts/{id}': { right: ['contact', 'read'], call: contact, status: 200, unknown: 'contact.not_found', outside: 'contact.not_found', etag: 'version' },
  'PATCH /v1/contacts/{id}': seen(
    {
      right: ['account', 'add-contact'],
      call: async (bed) => ({ ...(await contact(bed)), body: { position: 'CFO' } }),
      status: 200,
      unknown: 'contact.not_found',
      outside: 'contact.not_found',
      repetition: 'answered',
      ifMatch: 'required',
      etag: 'version',
    },
    'GET /v1/contacts/{id}',
  ),
  'POST /v1/account-imports': { right: ['account', 'import'], call: (bed) => ({ by: bed.head, body: bed.accountsFile() }), status: 201, repetition: 'no', multipart: true },
  'GET /v1/account-imports/{id}': ofImport,
  'GET /v1/account-imports/{id}/rows': ofImport,
};
