import type { Principal } from '@throughline/access/principal';
import { days } from '../leads.fixture';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import { RouteBed } from './route-bed.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let bed: RouteBed;
beforeEach(async () => {
  bed = await RouteBed.start();
});
afterEach(() => bed.stop());

const send = (method: string, path: string, by: Principal, body?: object, headers?: Record<string, string>) => bed.http.send(method, `/v1/${path}`, by, body, headers);
const work = () => bed.service.get(WorkPoliciesCommand).execute();

describe('a draft over HTTP', () => {
  it('is previewed: who would lose what, in numbers and record by record, each in his reach', async () => {
    const [mine, his] = [await bed.owned(), await bed.owned({}, bed.other)];
    const document = bed.document();
    const preview = (by: Principal) => send('POST', 'policy-previews', by, { document, until: days(9).toISOString() });
    const all = await preview(bed.head);
    expect(all).toMatchObject({ status: 201, body: { policyId: bed.pool.id, version: document.version, inForce: 1, lookedAt: 2, before: 0, after: 2, more: 2, fewer: 0 } });
    expect(all.body.byOwner.map(({ ownerId, more }: { ownerId: string; more: number }) => [ownerId, more]).sort()).toEqual([[bed.rep.personId, 1], [bed.other.personId, 1]].sort());
    const records = (id: string, by: Principal, query = '') => send('GET', `policy-previews/${id}/records${query}`, by);
    const first = await records(all.body.previewId, bed.head, '?limit=1');
    const second = await records(all.body.previewId, bed.head, `?limit=1&cursor=${first.body.next}`);
    expect([first, second].flatMap(({ body }) => body.items.map(({ leadId }: { leadId: string }) => leadId)).sort()).toEqual([mine, his].sort());
    expect(first.body.items[0]).toMatchObject({ change: 'more', before: null, after: { at: '2026-04-01T10:00:00.000Z', because: { rule: 'quiet' }, to: { to: 'pool' } } });
    expect((await records(all.body.previewId, bed.head, `?owner=${bed.rep.personId}`)).body.items).toMatchObject([{ leadId: mine }]);
    expect((await records(all.body.previewId, bed.head, '?change=fewer')).body.items).toEqual([]);
    // A rep sees his own leads only, and nobody sees the preview of somebody else.
    expect((await preview(bed.rep)).body).toMatchObject({ lookedAt: 1, more: 1 });
    expect(await records(all.body.previewId, bed.rep)).toMatchObject({ status: 404, body: { code: 'policy_preview.not_found' } });
    expect(await send('POST', 'policy-previews', bed.head, { document: { ...document, clock: {} } })).toMatchObject({ status: 422, body: { code: 'policy.invalid' } });
    expect((await send('GET', `leads/${mine}`, bed.rep)).body.due.at).toBe('2026-04-04T10:00:00.000Z');
  });

  it('is put on trial, which logs what it would have done, until that is ended', async () => {
    const leadId = await bed.owned();
    const { version } = await bed.draft();
    const path = `policies/lead/${bed.pool.id}/versions/${version}/trial`;
    expect(await send('POST', path, bed.rep, { on: true })).toMatchObject({ status: 403 });
    expect(await send('POST', path, bed.head, { on: true })).toMatchObject({ status: 200, body: { status: 'draft', trialSince: '2026-03-25T02:00:00.000Z' } });
    expect((await send('GET', path, bed.head)).body.items).toEqual([]);
    for (let day = 1; day <= 8; day += 1) {
      await bed.service.database.setNow(new Date(days(day).getTime() + 8 * 3_600_000 + 60_000));
      await work();
    }
    expect((await send('GET', path, bed.head)).body.items).toMatchObject([{ change: 'sooner', leadId, ownerId: bed.rep.personId, inFact: null, underDraft: { because: { rule: 'quiet' } } }]);
    expect((await send('GET', path, bed.stranger)).body.items).toEqual([]);
    expect(await send('POST', path, bed.head, { on: false })).toMatchObject({ status: 200, body: { trialSince: null } });
    expect(await send('POST', `policies/lead/${bed.pool.id}/versions/1/trial`, bed.head, { on: true })).toMatchObject({ status: 409, body: { code: 'policy.not_a_draft' } });
  });
});

describe('a change of the rules over HTTP', () => {
  it('is asked for, worked off and seen on every card, by its ETag too, though the lead itself has no new fact', async () => {
    const leadId = await bed.owned();
    const read = (headers = {}) => send('GET', `leads/${leadId}`, bed.rep, undefined, headers);
    const before = await read();
    const known = { 'if-none-match': before.headers.get('etag')! };
    const { version } = await bed.draft();
    const asked = await send('POST', `policies/lead/${bed.pool.id}/versions/${version}/apply`, bed.head, { grandfathering: 'none' });
    expect(asked).toMatchObject({ status: 202, body: { status: 'scheduled', grandfathering: 'none', graceDays: 0 } });
    expect((await read(known)).status).toBe(304);
    await work();
    const path = `policy-applications/${asked.body.applicationId}`;
    expect((await send('GET', path, bed.rep)).body).toMatchObject({ status: 'completed', progress: { total: 1, lookedAt: 1, rewritten: 1, kept: 0, graced: 0, batches: 1 } });
    const after = await read(known);
    expect(after.status).toBe(200);
    expect([before.body.due.at, after.body.due.at]).toEqual(['2026-04-04T10:00:00.000Z', '2026-04-01T10:00:00.000Z']);
    expect(after.body).toMatchObject({ version: before.body.version, due: { policy: { version: Number(version) } } });
    expect(await send('POST', `${path}/withdraw`, bed.head)).toMatchObject({ status: 409, body: { code: 'policy.not_withdrawable' } });
    expect((await send('GET', 'policy-applications', bed.rep)).body.items).toMatchObject([{ applicationId: asked.body.applicationId }]);
  });

  it('may be withdrawn before its day', async () => {
    const applicationId = await bed.application();
    expect(await send('POST', `policy-applications/${applicationId}/withdraw`, bed.head)).toMatchObject({ status: 200, body: { applicationId, status: 'withdrawn' } });
    // Again is harmless.
    expect(await send('POST', `policy-applications/${applicationId}/withdraw`, bed.head)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  });
});
