import type { Principal } from '@throughline/access/principal';
import iconv from 'iconv-lite';
import { v7 as uuidv7 } from 'uuid';
import { LeadsOverHttp } from './leads-http.fixture';
import { day0, LeadsOnPostgres } from './leads.fixture';
import { openPool } from './seed';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
const company = { companyName: 'Harbour Cranes', email: 'anna@cranes.example', phone: '138 0013 8000' };
const mapping = { name: 'Companies', system: 'fair', columns: { companyName: 'Company', email: 'Mail' } };

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy: { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 5 } } });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep', '1.1.1.');
  http.signIn(head, rep);
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});
beforeEach(() => service.database.query('TRUNCATE lead, lead_key, ownership, claim_quota, deadline, activity, account, contact, lead_import, lead_import_row, idempotency CASCADE'));

function form(file: string | Buffer, parts: Record<string, string> = { mapping: JSON.stringify(mapping) }): FormData {
  const data = new FormData();
  data.append('file', new Blob([file as never]), 'leads.csv');
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  return data;
}

describe('leads over HTTP', () => {
  it('carries one lead from capture to conversion', async () => {
    const { body: captured, status } = await http.send('POST', '/v1/leads', rep, company);
    expect(status).toBe(201);
    const path = `/v1/leads/${captured.leadId}`;
    // The pool hides how to reach the customer until one owns the lead.
    expect((await http.send('GET', path, rep)).body).toMatchObject({ status: 'available', email: null, phone: null, hidden: ['email', 'phone'], due: null });
    // Free, it tells what happened and not what was said: looking at the card counts, this does not.
    const { body: free } = await http.send('GET', `${path}/timeline`, rep);
    expect([free.ahead, free.items.map(({ what, by, data }: any) => [what, by.name, data])]).toEqual([[], [['lead.captured', rep.name, {}]]]);
    expect((await http.send('POST', `${path}/claim`, rep)).body).toMatchObject({ ownerId: rep.personId, protectedUntil: '2026-04-04T10:00:00.000Z' });
    const mine = await http.send('GET', '/v1/leads?owner=me&status=owned', rep);
    expect(mine.body.items).toHaveLength(1);
    expect((await http.send('POST', `${path}/activities`, rep, { kind: 'call', minutes: 10, note: 'They want two' })).body).toMatchObject({ resets: true });
    const detail = await http.send('GET', path, rep);
    expect((await http.send('GET', path, rep, undefined, { 'if-none-match': detail.headers.get('etag')! })).status).toBe(304);
    expect(detail.body).toMatchObject({
      // Captured, claimed, contacted, and scored anew because of the call.
      version: 4,
      email: 'anna@cranes.example',
      phone: '+8613800138000',
      due: { at: '2026-04-04T10:00:00.000Z', because: { rule: 'quiet' }, policy: { id: 'open-pool', version: 1 } },
      next: { kind: 'remind', at: '2026-04-01T01:00:00.000Z' },
      owners: [{ ownerId: rep.personId, acquired: 'claimed', until: null }],
      activities: [{ kind: 'call', resets: true }],
    });
    const { body: line } = await http.send('GET', `${path}/timeline?limit=3`, rep);
    expect(line.items.map(({ what, by }: any) => [what, by?.name])).toEqual([['lead.scored', rep.name], ['lead.contacted', rep.name], ['lead.claimed', rep.name]]);
    // Work on it has put off nothing yet: the end that the card names, after its warnings.
    expect(line.ahead.map(({ what, at }: any) => [what, at])).toEqual([
      ['lead.recycle-warned', '2026-04-01T01:00:00.000Z'], ['lead.recycle-warned', '2026-04-03T01:00:00.000Z'], ['lead.recycled', '2026-04-04T10:00:00.000Z'],
    ]);
    const converted = await http.send('POST', `${path}/convert`, rep, {
      contact: { name: 'Anna', email: 'anna@cranes.example' }, product: 'Hoist', amount: { amount: '120000.00', currency: 'CNY' }, expectedClose: '2026-06-30',
    });
    expect(converted.body).toMatchObject({ status: 'converted', accountName: 'Harbour Cranes' });
    const event = (await service.database.events()).find(({ type }) => type === 'throughline.lead.converted.v1');
    expect(event).toMatchObject({ payload: { dealId: converted.body.dealId, amount: { amount: '120000.00', currency: 'CNY' } } });
    expect((await http.send('GET', `/v1/pools/${openPool.id}`, rep)).body).toMatchObject({ myQuota: { leftToday: 4, owned: 0 } });
  });

  it('counts what became of leads and what ends with its owner on which day, and says of a free one why it came back', async () => {
    const [first, second] = [await service.lead(head), await service.lead(head), await service.lead(head)];
    for (const id of [first, second]) await http.send('POST', `/v1/leads/${id}/claim`, rep);
    await http.send('POST', `/v1/leads/${second}/release`, rep, { reason: 'No budget this year' });
    expect((await http.send('GET', '/v1/leads/funnel?from=2026-03-25&until=2026-03-25', head)).body).toEqual({ captured: 3, worked: 2, available: 2, owned: 1, converted: 0, disqualified: 0 });
    expect((await http.send('GET', '/v1/leads/funnel?from=2026-03-26&until=2026-03-31', head)).body).toMatchObject({ captured: 0 });
    const { items } = (await http.send('GET', '/v1/leads?status=available', rep)).body;
    expect(items.map(({ leadId, cameBack }: any) => [leadId === second, cameBack])).toEqual(
      expect.arrayContaining([[true, { at: '2026-03-25T02:00:00.000Z', reason: 'released' }], [false, null]]),
    );

    // Protected until Saturday 4 April, a holiday: shown, for something ends on it. The 5th and 6th are holidays as well, and nothing ends on them.
    const { body } = await http.send('GET', '/v1/leads/recycling?days=9', rep);
    expect(body.days.map(({ day, working, count }: any) => `${day.slice(5)} ${working ? 'working' : 'off'} ${count}`)).toEqual([
      '03-25 working 0', '03-26 working 0', '03-27 working 0', '03-30 working 0', '03-31 working 0', '04-01 working 0', '04-02 working 0', '04-03 working 0', '04-04 off 1', '04-07 working 0',
    ]);
    // What is counted there is listed by the same words.
    const listed = async (filter: string) => (await http.send('GET', `/v1/leads?${filter}`, head)).body.items.map(({ leadId }: any) => leadId);
    const unit = uuidv7();
    await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES ($1, 'Cranes', $2, 1, '{}')`, [unit, rep.unitPath]);
    expect([await listed('ends=2026-04-04'), await listed('ends=2026-04-03'), await listed('ends=late'), await listed('ends=never')]).toEqual([[first], [], [], []]);
    expect(await listed(`ends=2026-04-04&unit=${unit}`)).toEqual([first]);
    const stranger = await service.person('sales-rep', '1.2.1.');
    http.signIn(stranger);
    expect((await http.send('GET', '/v1/leads/recycling?days=9', stranger)).body.days.every(({ count }: any) => count === 0)).toBe(true);
  });

  it('200 people claiming 50 leads: 50 owners, no quota exceeded, every loser told why', async () => {
    const people = await Promise.all(Array.from({ length: 200 }, () => service.person('sales-rep')));
    http.signIn(...people);
    const leadIds: string[] = [];
    for (let n = 0; n < 50; n += 1) leadIds.push(await service.lead(head));
    // Everybody tries four leads, all at once.
    const attempts = people.flatMap((person, n) => [0, 1, 2, 3].map((k) => ({ person, leadId: leadIds[(n * 7 + k * 13) % 50]! })));
    const answers = await Promise.all(attempts.map(({ person, leadId }) => http.send('POST', `/v1/leads/${leadId}/claim`, person)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
    for (const { status, body } of answers) {
      if (status === 200) continue;
      expect(status).toBe(409);
      expect(['lead.already_claimed', 'lead.quota_used_up']).toContain(body.code);
      expect(body.data.rule).toEqual(expect.any(String));
    }
    const [facts] = await service.database.query(
      `SELECT count(*)::int AS owned, count(DISTINCT lead_id)::int AS leads, (SELECT max(used_today) FROM claim_quota) AS most FROM ownership WHERE ended_at IS NULL`,
    );
    expect(facts).toMatchObject({ owned: 50, leads: 50 });
    expect(facts.most).toBeLessThanOrEqual(5);
  });

  it('tells of a duplicate by which key, and of the other lead no more than a mask', async () => {
    await http.send('POST', '/v1/leads', rep, company);
    const again = await http.send('POST', '/v1/leads', rep, { companyName: 'HARBOUR CRANES LTD.', email: 'bo@cranes.example' });
    expect(again).toMatchObject({ status: 409, body: { code: 'lead.duplicate', data: { matchedBy: 'company', existing: { name: 'H***', owned: false } } } });
    expect(JSON.stringify(again.body)).not.toContain('anna@');
    const both = await Promise.all([0, 1, 2, 3, 4].map(() => http.send('POST', '/v1/leads', rep, { contactName: 'Cara', phone: '+4915112345678' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('answers a repetition with the same key from what was done', async () => {
    const headers = { 'idempotency-key': 'capture-1' };
    const first = await http.send('POST', '/v1/leads', rep, company, headers);
    const second = await http.send('POST', '/v1/leads', rep, company, headers);
    expect(second.body).toEqual(first.body);
    const claim = { 'idempotency-key': 'claim-1' };
    const claimed = await http.send('POST', `/v1/leads/${first.body.leadId}/claim`, rep, undefined, claim);
    expect(await http.send('POST', `/v1/leads/${first.body.leadId}/claim`, rep, undefined, claim)).toMatchObject({ status: 200, body: claimed.body });
    expect(await http.send('POST', `/v1/leads/${first.body.leadId}/claim`, rep)).toMatchObject({ status: 409, body: { code: 'lead.already_claimed' } });
  });

  it('shows a lead to nobody outside of its line', async () => {
    const other = await service.person('sales-manager', '1.2.');
    http.signIn(other);
    const { body } = await http.send('POST', '/v1/leads', rep, company);
    await http.send('POST', `/v1/leads/${body.leadId}/claim`, rep);
    expect(await http.send('GET', `/v1/leads/${body.leadId}`, other)).toMatchObject({ status: 404, body: { code: 'lead.not_found' } });
    expect(await http.send('POST', `/v1/leads/${body.leadId}/release`, other, {})).toMatchObject({ status: 404 });
    expect((await http.send('GET', '/v1/leads', other)).body.items).toEqual([]);
    expect((await http.send('GET', '/v1/leads', head)).body.items).toHaveLength(1);
  });

  it('pages without gaps', async () => {
    for (let n = 0; n < 5; n += 1) await service.lead(rep);
    const seen: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body }: { body: any } = await http.send('GET', `/v1/leads?limit=2${next && `&cursor=${next}`}`, rep);
      seen.push(...body.items.map(({ leadId }: { leadId: string }) => leadId));
      next = body.next;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it('finds leads by some letters of their name, as they are written, and of no others', async () => {
    for (const companyName of ['Haiyang Pumps', 'Haifeng 100% Steel', '东风阀门']) await http.send('POST', '/v1/leads', rep, { companyName });
    const called = async (text: string, by: Principal, filter = '') => (await http.send('GET', `/v1/leads?text=${encodeURIComponent(text)}${filter}`, by)).body.items.map(({ displayName }: { displayName: string }) => displayName);
    expect(await called('HAI', rep)).toEqual(['Haiyang Pumps', 'Haifeng 100% Steel']);
    expect(await called(' 风阀 ', rep)).toEqual(['东风阀门']);
    expect(await called('0%', rep)).toEqual(['Haifeng 100% Steel']);
    expect(await called('H_i', rep)).toEqual([]);
    expect(await called('pump', rep, '&status=owned')).toEqual([]);
    const elsewhere = await service.person('sales-manager', '1.2.');
    http.signIn(elsewhere);
    const pumps = (await http.send('GET', '/v1/leads?text=pumps', rep)).body.items[0];
    await http.send('POST', `/v1/leads/${pumps.leadId}/claim`, rep);
    expect([await called('HAI', elsewhere), await called('pump', rep, '&owner=me')]).toEqual([['Haifeng 100% Steel'], ['Haiyang Pumps']]);
    expect(await http.send('GET', '/v1/leads?text=%20', rep)).toMatchObject({ status: 400, body: { code: 'request.invalid', field: 'text' } });
  });

  it('imports a form whose parts come in any order, and reports each row', async () => {
    const data = new FormData();
    data.append('file', new Blob(['Company,Mail\nMills,a@mills.example\n=cmd(),\n,x\n']), 'leads.csv');
    data.append('mapping', JSON.stringify(mapping));
    const { status, body } = await http.send('POST', '/v1/lead-imports', head, data);
    expect(status).toBe(201);
    expect(body).toMatchObject({ fileName: 'leads.csv', status: 'completed', totals: { rowsRead: 3, created: 2, merged: 0, refused: 1 } });
    expect((await http.send('GET', `/v1/lead-imports/${body.importId}/rows?outcome=refused`, head)).body.items).toMatchObject([{ rowNo: 3, code: 'lead.email_invalid', field: 'email' }]);
    const file = await http.send('GET', `/v1/lead-imports/${body.importId}/report.csv`, head);
    expect(file.headers.get('content-type')).toMatch(/text\/csv/);
    expect(file.body).toContain("2,created,'=cmd()");
    expect((await http.send('POST', '/v1/lead-imports', head, form('Company,Mail\nMills,a@mills.example\n'))).body.totals).toMatchObject({ created: 0, merged: 1 });
  });

  it('shows what stands in a file before it is taken in, and the imports that were', async () => {
    const preview = (file: string | Buffer, habits: object = {}) => http.send('POST', '/v1/lead-imports/previews', head, form(file, { mapping: JSON.stringify(habits) }));
    const rows = Array.from({ length: 7 }, (_, at) => `Mill ${at},m${at}@mills.example`);
    expect(await preview(['Company,Mail', ...rows].join('\n'))).toMatchObject({ status: 200, body: { format: 'csv', encoding: 'utf-8', header: ['Company', 'Mail'], rows: rows.slice(0, 5).map((row) => row.split(',')) } });
    expect((await preview(iconv.encode('公司;邮箱\n磨坊;a@mills.example\n', 'gbk'), { delimiter: ';' })).body).toMatchObject({ encoding: 'gbk', header: ['公司', '邮箱'], rows: [['磨坊', 'a@mills.example']] });
    expect((await preview('')).body).toMatchObject({ code: 'import.empty' });
    expect((await preview('Company\n', { columns: {} })).body).toMatchObject({ code: 'import.mapping_invalid' });
    const list = async (by = head) => (await http.send('GET', '/v1/lead-imports', by)).body.items;
    expect(await list()).toEqual([]);
    const tried = await http.send('POST', '/v1/lead-imports', head, form('Company,Mail\nMills,a@mills.example\n', { mapping: JSON.stringify(mapping), dryRun: 'true' }));
    const done = await http.send('POST', '/v1/lead-imports', head, form('Company,Mail\nMills,a@mills.example\n'));
    expect(await list()).toMatchObject([
      { importId: done.body.importId, dryRun: false, status: 'completed', fileName: 'leads.csv', mapping: 'Companies', startedBy: head.personId, totals: { rowsRead: 1, created: 1 } },
      { importId: tried.body.importId, dryRun: true },
    ]);
    const [first] = (await http.send('GET', '/v1/lead-imports?limit=1', head)).body.items;
    expect(first.importId).toBe(done.body.importId);
  });

  it.each([
    ['no form', () => ({ file: 1 }), 415, 'request.unsupported_media_type'],
    ['no file', () => { const data = new FormData(); data.append('mapping', '{}'); return data; }, 422, 'import.file_missing'],
    ['no mapping', () => form('Company,Mail\n', {}), 422, 'import.mapping_invalid'],
    ['a mapping with unknown members', () => form('Company\n', { mapping: JSON.stringify({ ...mapping, colums: {} }) }), 422, 'import.mapping_invalid'],
    ['a missing column', () => form('Company\nMills\n'), 422, 'import.column_missing'],
    ['an empty file', () => form(''), 422, 'import.empty'],
    ['a header alone', () => form('Company,Mail\n'), 422, 'import.empty'],
    ['another encoding', () => form(iconv.encode('Company,Mail\nSociété,\n', 'latin1')), 422, 'import.encoding'],
    ['UTF-16', () => form(iconv.encode('Company,Mail\nMills,\n', 'utf-16le')), 422, 'import.encoding'],
    ['a broken workbook', () => form(Buffer.from('PK\u0003\u0004broken')), 422, 'import.unreadable'],
    ['an open quote', () => form('Company,Mail\n"Mills,\n'), 422, 'import.unreadable'],
    ['an unknown pool', () => form('Company,Mail\nA,\n', { mapping: JSON.stringify(mapping), poolId: '0199d000-0000-7000-8000-000000000009' }), 404, 'pool.not_found'],
  ])('refuses an import with %s', async (_what, body, status, code) => {
    const answer = await http.send('POST', '/v1/lead-imports', head, body());
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await http.send('GET', '/v1/leads', head)).body.items).toEqual([]);
  });

  it.each([
    ['a body of the wrong type', 'POST', '/v1/leads', '"text"', 400, 'request.invalid'],
    ['no JSON', 'POST', '/v1/leads', '{', 400, 'request.invalid'],
    ['an unknown field', 'POST', '/v1/leads', '{"companyName":"A","colour":"red"}', 400, 'request.invalid'],
    ['a number for a name', 'POST', '/v1/leads', '{"companyName":7}', 400, 'request.invalid'],
    ['no name', 'POST', '/v1/leads', '{"city":"Ulm"}', 422, 'lead.name_missing'],
    ['half a character', 'POST', '/v1/leads', '{"companyName":"\\ud800"}', 400, 'request.invalid'],
    ['an unknown lead', 'POST', '/v1/leads/0199d000-0000-7000-8000-000000000009/claim', undefined, 404, 'lead.not_found'],
    ['an id that is none', 'GET', '/v1/leads/x', undefined, 400, 'request.invalid'],
    ['an unknown import', 'GET', '/v1/lead-imports/0199d000-0000-7000-8000-000000000009', undefined, 404, 'import.not_found'],
  ])('refuses %s', async (_what, method, path, body, status, code) => {
    expect(await http.send(method, path, head, body)).toMatchObject({ status, body: { code } });
  });
});
