import type { Principal } from '@throughline/access/principal';
import { nobody, RouteBed } from './route-bed.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let bed: RouteBed;
beforeAll(async () => {
  bed = await RouteBed.start();
});
afterAll(() => bed.stop());
beforeEach(() => bed.service.database.query('TRUNCATE lead, lead_key, ownership, duplicate_block, possible_duplicate, duplicate_request, deadline, idempotency CASCADE'));

const post = (path: string, by: Principal, body?: object, headers?: Record<string, string>) => bed.http.send('POST', `/v1/${path}`, by, body, headers);
const card = (leadId: string, by = bed.head) => bed.http.send('GET', `/v1/leads/${leadId}`, by);
const cranes = { companyName: 'Harbour Cranes Ltd', city: 'Ulm' };
const again = { companyName: 'HARBOR CRANES LIMITED', email: 'anna@cranes.example' };
const pairs = async (query = '') => (await bed.http.send('GET', `/v1/duplicates${query}`, bed.head)).body.items;
const pair = async (): Promise<{ duplicateId: string; leadId: string; other: { id: string } }> => {
  await bed.lead(cranes);
  await post('leads', bed.rep, { ...again, onDuplicate: 'create', duplicateReason: 'another plant' });
  return (await pairs())[0];
};

describe('a company that may be here already, over HTTP', () => {
  it('is refused and shown masked; attached; or created for a reason, also under a key', async () => {
    const leadId = await bed.lead(cranes);
    const refused = await post('leads', bed.other, again);
    expect(refused).toMatchObject({ status: 409, body: { code: 'lead.possible_duplicate', data: { candidates: [{ kind: 'lead', id: leadId, name: 'H***' }] } } });
    expect(JSON.stringify(refused.body)).not.toContain('Harbour');
    expect(await post('leads', bed.other, { ...again, onDuplicate: 'create' })).toMatchObject({ status: 422, body: { code: 'lead.duplicate_reason_missing' } });
    expect(await post('leads', bed.other, { ...again, onDuplicate: 'attach', attachTo: nobody })).toMatchObject({ status: 409, body: { code: 'lead.not_attachable' } });
    const key = { 'idempotency-key': 'attach' };
    const attached = await post('leads', bed.other, { ...again, onDuplicate: 'attach' }, key);
    expect(attached).toMatchObject({ status: 200, body: { leadId, status: 'attached' } });
    expect(await post('leads', bed.other, { ...again, onDuplicate: 'attach' }, key)).toMatchObject({ status: 200, body: attached.body });
    expect((await card(leadId)).body.domain).toBe('cranes.example');
    expect(await post('leads', bed.other, { companyName: 'Harbor Cranes', onDuplicate: 'create', duplicateReason: 'another plant' })).toMatchObject({ status: 201, body: { status: 'available' } });
  });

  it('and is somebody else’s, waits for an approval', async () => {
    await bed.owned(cranes);
    expect(await post('leads', bed.other, { ...again, onDuplicate: 'create', duplicateReason: 'known from the fair' })).toMatchObject({ status: 202, body: { leadId: null, status: 'in-approval', requestId: expect.any(String) } });
  });
});

describe('pairs over HTTP', () => {
  it('are listed with the evidence, and dismissed once', async () => {
    const { duplicateId, leadId } = await pair();
    expect(await pairs()).toMatchObject([{ duplicateId, leadId, name: again.companyName, other: { kind: 'lead', name: cranes.companyName }, reason: 'another plant', score: expect.any(Number), because: expect.arrayContaining([{ fact: expect.any(String), points: expect.any(Number) }]) }]);
    expect(await post(`duplicates/${duplicateId}/dismiss`, bed.head, { reason: 'two firms' })).toMatchObject({ status: 200, body: { duplicateId, status: 'dismissed' } });
    expect(await post(`duplicates/${duplicateId}/dismiss`, bed.head, {})).toMatchObject({ status: 409, body: { code: 'duplicate.already_decided' } });
    expect(await pairs()).toEqual([]);
    expect(await pairs('?status=dismissed')).toMatchObject([{ duplicateId }]);
  });

  it('are merged: the newer lead lives on in the older one', async () => {
    const { duplicateId, leadId, other } = await pair();
    expect(await post(`duplicates/${duplicateId}/merge`, bed.head, {})).toMatchObject({ status: 200, body: { duplicateId, status: 'merged', leadId: other.id } });
    expect((await card(leadId)).body).toMatchObject({ leadId: other.id, domain: 'cranes.example', city: 'Ulm' });
    expect(await pairs('?status=merged')).toMatchObject([{ duplicateId }]);
  });
});

describe('two leads over HTTP', () => {
  it('are merged and unmerged; each time the cards of both tell it', async () => {
    const [one, two] = [await bed.owned({ companyName: 'One', city: 'Ulm' }), await bed.owned({ companyName: 'Two', email: 'b@two.example' }, bed.other)];
    const before = await card(one);
    const merged = await post(`leads/${two}/merge`, bed.head, { into: one, reason: 'the same' });
    expect(merged).toMatchObject({ status: 200, body: { leadId: two, intoId: one, changed: expect.arrayContaining(['email']), undoUntil: '2026-04-24T02:00:00.000Z' } });
    expect(await post(`leads/${two}/merge`, bed.head, { into: one })).toMatchObject({ status: 409, body: { code: 'lead.wrong_status', data: { status: 'merged' } } });
    expect(await post(`leads/${one}/merge`, bed.head, { into: two })).toMatchObject({ status: 409, body: { code: 'lead.merge_same' } });
    const after = await card(two);
    expect(after.body).toMatchObject({ leadId: one, email: 'b@two.example' });
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await post(`leads/${two}/unmerge`, bed.head)).toMatchObject({ status: 200, body: { leadId: two, status: 'owned', ownerId: bed.other.personId } });
    expect((await card(two)).body).toMatchObject({ leadId: two, email: 'b@two.example' });
    expect((await card(one)).body.email).toBeNull();
    expect(await post(`leads/${two}/unmerge`, bed.head)).toMatchObject({ status: 409, body: { code: 'lead.not_merged' } });
  });

  it('are not merged where that loses an owner, or into what is not there', async () => {
    const [owned, free] = [await bed.owned(), await bed.lead()];
    expect(await post(`leads/${owned}/merge`, bed.head, { into: free })).toMatchObject({ status: 409, body: { code: 'lead.merge_other_way' } });
    expect(await post(`leads/${owned}/merge`, bed.head, { into: nobody })).toMatchObject({ status: 404, body: { code: 'lead.not_found' } });
  });
});
