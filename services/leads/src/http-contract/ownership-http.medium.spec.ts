import type { Principal } from '@throughline/access/principal';
import { nobody, RouteBed } from './route-bed.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let bed: RouteBed;
beforeAll(async () => {
  bed = await RouteBed.start();
});
afterAll(() => bed.stop());
beforeEach(() => bed.service.database.query('TRUNCATE lead, lead_key, ownership, claim_quota, deadline, idempotency, outbox CASCADE'));

const post = (path: string, by: Principal, body?: object, headers?: Record<string, string>) => bed.http.send('POST', `/v1/${path}`, by, body, headers);
const card = async (leadId: string, by = bed.manager) => (await bed.http.send('GET', `/v1/leads/${leadId}`, by)).body;
const events = async () => (await bed.service.database.facts()).filter((fact) => fact.startsWith('lead.')).filter((fact) => !['lead.captured', 'lead.claimed'].includes(fact));
const dueOn = '2026-04-04T10:00:00.000Z';

describe('ownership over HTTP', () => {
  it('several claims have an answer each, and the same ones again under the key', async () => {
    const [free, taken, last] = [await bed.lead(), await bed.owned({}, bed.other), await bed.lead()];
    const body = { leadIds: [last, taken, nobody, free] };
    const claimed = await post('lead-claims', bed.rep, body, { 'idempotency-key': 'four' });
    expect(claimed).toMatchObject({ status: 200, body: { claimed: 2 } });
    expect(claimed.body.items).toMatchObject([
      { leadId: last, lead: { ownerId: bed.rep.personId, protectedUntil: dueOn }, problem: null },
      { leadId: taken, lead: null, problem: { code: 'lead.already_claimed', data: { rule: 'first-come' } } },
      { leadId: nobody, lead: null, problem: { code: 'lead.not_found' } },
      { leadId: free, lead: { quotaLeft: { owned: 8998 } }, problem: null },
    ]);
    expect((await post('lead-claims', bed.rep, body, { 'idempotency-key': 'four' })).body).toEqual(claimed.body);
    expect((await post('lead-claims', bed.rep, { leadIds: [free, free] })).body).toMatchObject({ code: 'request.invalid', field: 'leadIds' });
    expect((await post('lead-claims', bed.rep, { leadIds: [] })).status).toBe(400);
  });

  it('a lead is transferred: the one has it no more, the other with a protection of his own', async () => {
    const leadId = await bed.owned();
    expect(await post(`leads/${leadId}/transfer`, bed.manager, { to: bed.other.personId, because: 'speaks Dutch' })).toMatchObject({ status: 200, body: { ownerId: bed.other.personId, protectedUntil: dueOn } });
    expect(await post(`leads/${leadId}/transfer`, bed.manager, { to: bed.other.personId })).toMatchObject({ status: 409, body: { code: 'lead.same_owner', field: 'to' } });
    expect(await post(`leads/${leadId}/transfer`, bed.manager, { to: nobody })).toMatchObject({ status: 422, body: { code: 'lead.assignee_unknown', field: 'to' } });
    expect((await bed.http.send('GET', `/v1/leads/${leadId}`, bed.rep)).status).toBe(404);
    const { owners } = await card(leadId, bed.other);
    expect(owners).toMatchObject([{ ownerId: bed.rep.personId, endReason: 'transferred' }, { ownerId: bed.other.personId, acquired: 'assigned', until: null }]);
  });

  it('many are transferred in turn, or all that somebody has', async () => {
    const ids = [await bed.owned(), await bed.owned(), await bed.lead()].sort();
    const inTurn = await post('lead-transfers', bed.manager, { leadIds: ids, inTurn: [bed.other.personId] });
    expect(inTurn).toMatchObject({ status: 200, body: { transferred: 2 } });
    expect(inTurn.body.items.map(({ leadId }: { leadId: string }) => leadId)).toEqual(ids);
    expect(inTurn.body.items.filter(({ problem }: { problem: unknown }) => problem)).toMatchObject([{ problem: { code: 'lead.wrong_status', data: { status: 'available' } } }]);
    expect((await post('lead-transfers', bed.manager, { filter: { ownerId: bed.other.personId }, to: bed.rep.personId })).body.transferred).toBe(2);
    for (const [body, field] of [[{ to: nobody }, 'leadIds'], [{ leadIds: ids }, 'to'], [{ leadIds: ids, to: nobody, inTurn: [nobody] }, 'to']] as const) {
      expect((await post('lead-transfers', bed.manager, body)).body).toMatchObject({ status: 400, code: 'request.invalid', field });
    }
  });

  it('is paused and resumed, locked and unlocked, by managers', async () => {
    const leadId = await bed.owned();
    const hold = (verb: string, by = bed.manager) => post(`leads/${leadId}/${verb}`, by, { reason: 'the customer moves house' });
    expect(await hold('pause', bed.rep)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect(await hold('pause')).toMatchObject({ status: 200, body: { protectedUntil: null, because: { rule: 'paused' } } });
    expect(await hold('pause')).toMatchObject({ status: 409, body: { code: 'lead.held_already' } });
    expect(await card(leadId)).toMatchObject({ due: { at: null, exemption: 'paused' }, next: null, pauses: [{ from: '2026-03-25T02:00:00.000Z' }] });
    expect(await hold('resume')).toMatchObject({ status: 200, body: { protectedUntil: dueOn } });
    expect(await hold('resume')).toMatchObject({ status: 409, body: { code: 'lead.not_held' } });
    expect(await hold('lock')).toMatchObject({ status: 200, body: { protectedUntil: null, because: { rule: 'exempt-locked' } } });
    expect((await card(leadId)).due.exemption).toBe('locked');
    expect(await hold('unlock')).toMatchObject({ status: 200, body: { protectedUntil: dueOn } });
    expect(await events()).toEqual(['lead.paused', 'lead.resumed', 'lead.locked', 'lead.unlocked']);
  });

  it('carries tags: anybody who works on it sets them, those that move its end are for managers', async () => {
    const leadId = await bed.owned();
    const set = (verb: string, tags: string[], by = bed.rep) => post(`leads/${leadId}/${verb}`, by, { tags });
    expect(await set('tag', ['met-at-fair'])).toMatchObject({ status: 200, body: { protectedUntil: dueOn, tags: expect.arrayContaining(['met-at-fair']) } });
    expect((await bed.http.send('GET', '/v1/leads?tag=met-at-fair', bed.rep)).body.items).toMatchObject([{ leadId }]);
    expect(await set('tag', ['strategic'])).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect(await post('leads', bed.rep, { companyName: 'Strategic Mills', tags: ['strategic'] })).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect(await post('leads', bed.manager, { companyName: 'Strategic Mills', tags: ['strategic'] })).toMatchObject({ status: 201 });
    expect(await set('tag', ['Not A Tag'])).toMatchObject({ status: 400, body: { code: 'request.invalid', field: 'tags.0' } });
    expect(await set('tag', ['strategic'], bed.manager)).toMatchObject({ status: 200, body: { protectedUntil: null, because: { rule: 'exempt-tagged' } } });
    expect(await card(leadId)).toMatchObject({ due: { at: null, exemption: 'tagged' }, next: null });
    expect(await set('untag', ['strategic', 'met-at-fair'], bed.manager)).toMatchObject({ status: 200, body: { protectedUntil: dueOn } });
    expect((await bed.http.send('GET', '/v1/leads?tag=strategic&owner=me', bed.rep)).body.items).toEqual([]);
    expect(await events()).toEqual(['lead.tagged', 'lead.tagged', 'lead.untagged']);
  });

  it('has an end that may be put off on request, once at a time', async () => {
    const leadId = await bed.owned();
    const ask = () => post(`leads/${leadId}/extension-requests`, bed.rep, { reason: 'the buyer is away' });
    expect(await ask()).toMatchObject({ status: 201, body: { requestId: expect.any(String), days: 5, protectedUntil: null } });
    expect(await ask()).toMatchObject({ status: 409, body: { code: expect.stringMatching(/^lead\.(extension_asked|not_extendable)$/) } });
    expect((await card(leadId)).due.exemption).toBe('in-approval');
  });
});

describe('a pool over HTTP', () => {
  it('has administrators, who see what is hidden in it from the moment they are', async () => {
    const leadId = await bed.lead({ email: 'anna@cranes.example' });
    const read = (headers = {}) => bed.http.send('GET', `/v1/leads/${leadId}`, bed.stranger, undefined, headers);
    const set = (people: string[], by = bed.head) => bed.http.send('PUT', `/v1/pools/${bed.poolId}/administrators`, by, { people });
    const before = await read();
    expect(before.body).toMatchObject({ email: null, hidden: ['email', 'phone'] });
    expect(await set([bed.stranger.personId], bed.manager)).toMatchObject({ status: 403 });
    expect(await set([nobody])).toMatchObject({ status: 422, body: { code: 'pool.administrator_unknown', field: 'people' } });
    const done = await set([bed.stranger.personId]);
    expect([done.status, done.body.people, done.headers.get('etag')]).toEqual([200, [bed.stranger.personId], `"${done.body.version}"`]);
    // The lead has not changed, but what he sees of it has.
    const after = await read({ 'if-none-match': before.headers.get('etag')! });
    expect([after.status, after.body.version, after.body.email]).toEqual([200, before.body.version, 'anna@cranes.example']);
    await set([]);
    expect((await read({ 'if-none-match': before.headers.get('etag')! })).status).toBe(304);
  });
});
