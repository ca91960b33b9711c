import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { Refused } from '@throughline/tools/throughline/demo/api';
import { captureLead, company, gateway, rowsOf, settings } from '../installation/company';
import type { Company } from '../installation/company';

interface Problem {
  status: number;
  code: string;
  detail: string;
  action: string;
  field?: string;
  errors?: { field: string }[];
}

let firm: Company;
let token: string;
const mapping = { name: 'Bad input', system: 'bad-input', columns: { companyName: { column: 'Company', required: true }, email: 'E-mail' } };

beforeAll(async () => {
  firm = await company();
  const head = firm.cast.one('sales-head');
  const session = await fetch(`${gateway()}/v1/sandbox/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId: head.id }) });
  token = ((await session.json()) as { token: string }).token;
}, 60_000);

const send = (method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}) =>
  fetch(`${gateway()}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(typeof body === 'string' && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body }) });

async function problem(answer: Response): Promise<Problem> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const read = (await answer.json()) as Problem;
  expect(read).toMatchObject({ status: answer.status, code: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/), detail: expect.any(String), action: expect.any(String) });
  expect(JSON.stringify(read)).not.toMatch(/\bat \w+.*\.js|SELECT |INSERT /);
  return read;
}

function upload(content: Uint8Array | string, name = 'list.csv', document: object = mapping): Promise<Response> {
  const form = new FormData();
  form.set('mapping', JSON.stringify(document));
  form.set('poolId', firm.poolId);
  form.set('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  return send('POST', '/v1/lead-imports', form);
}

const leadsNamed = async (name: string) => (await rowsOf<{ n: string }>('leads', 'SELECT count(*) AS n FROM lead WHERE company_name LIKE $1', [`${name}%`]))[0]?.n;

describe('bad files', () => {
  it('reads a CSV in GBK', async () => {
    // 公司甲 in GBK, as a spreadsheet program in China saves it.
    const gbk = Buffer.concat([Buffer.from('Company,E-mail\n'), Buffer.from([0xb9, 0xab, 0xcb, 0xbe, 0xbc, 0xd7]), Buffer.from(`${Date.now()},jia-${Date.now()}@example.cn\n`)]);
    const answer = await upload(gbk);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ encoding: expect.stringMatching(/gb/i), totals: { rowsRead: 1, created: 1, merged: 0, refused: 0 } });
    expect(Number(await leadsNamed('公司甲'))).toBeGreaterThanOrEqual(1);
  });

  it('names the column that is missing, and imports nothing', async () => {
    const answer = await upload(`Firm,E-mail\nMissing Column Ltd,a@missing.example\n`);
    expect(await problem(answer)).toMatchObject({ status: 422, code: 'import.column_missing', detail: expect.stringContaining('Company') });
    expect(await leadsNamed('Missing Column')).toBe('0');
  });

  it('refuses a row with a field of 10 MB by itself', async () => {
    const answer = await upload(`Company,E-mail\nBefore Huge ${Date.now()},\n"${'x'.repeat(10 * 1024 * 1024)}",\nAfter Huge ${Date.now()},\n`);
    const report = (await answer.json()) as { totals: object; refusals: { code: string }[] };
    expect(report.totals).toEqual({ rowsRead: 3, created: 2, merged: 0, refused: 1 });
    expect(report.refusals).toEqual([expect.objectContaining({ code: 'import.field_too_large' })]);
  });

  it('keeps a formula as text', async () => {
    const name = `=HYPERLINK("http://evil.example","${Date.now()}")`;
    const answer = await upload(`Company,E-mail\n"${name.replaceAll('"', '""')}",\n`);
    expect(await answer.json()).toMatchObject({ totals: { rowsRead: 1, created: 1 } });
    expect(await rowsOf('leads', 'SELECT 1 FROM lead WHERE company_name = $1', [name])).toHaveLength(1);
  });

  it('refuses a mapping that is none', async () => {
    expect(await problem(await upload('Company\nX\n', 'list.csv', { name: 'x' }))).toMatchObject({ status: 422, code: 'import.mapping_invalid' });
  });
});

describe('bad requests', () => {
  it.each([
    ['a body of the wrong type', 'POST', '/v1/leads', '[1,2]', 400, 'request.invalid'],
    ['a field of the wrong type', 'POST', '/v1/leads', '{"companyName":7}', 400, 'request.invalid'],
    ['an unknown field', 'POST', '/v1/leads', '{"companyName":"X","ownerId":"me"}', 400, 'request.invalid'],
    ['no JSON at all', 'POST', '/v1/leads', '{"companyName":', 400, 'request.invalid'],
    ['an unknown id', 'GET', `/v1/leads/${randomUUID()}`, undefined, 404, 'lead.not_found'],
    ['an id that is none', 'GET', '/v1/opportunities/seven', undefined, 400, 'request.invalid'],
    ['an unknown address', 'GET', '/v1/nothing-here', undefined, 404, 'request.not_found'],
    ['a cursor of somebody else', 'GET', '/v1/leads?cursor=abc.def', undefined, 400, 'request.invalid'],
    ['a page that is too large', 'GET', '/v1/leads?limit=100000', undefined, 400, 'request.invalid'],
    ['an unknown contract', 'POST', `/v1/contracts/${randomUUID()}/review-requests`, '{}', 404, 'contract.not_found'],
    ['an unknown task', 'POST', `/v1/tasks/${randomUUID()}/decide`, '{"outcome":"approved"}', 404, 'task.not_found'],
    ['a percent as a number', 'POST', `/v1/opportunities/${randomUUID()}/discount-requests`, '{"percent":12.5,"reason":"x"}', 400, 'request.invalid'],
  ] as const)('%s', async (_what, method, path, body, status, code) => {
    expect(await problem(await send(method, path, body))).toMatchObject({ status, code });
  });

  it('names the field at fault', async () => {
    expect(await problem(await send('POST', '/v1/leads', '{"companyName":7}'))).toMatchObject({ errors: [expect.objectContaining({ field: 'companyName' })] });
  });

  it('refuses a negative amount', async () => {
    const finance = firm.cast.as(firm.cast.one('finance'));
    const receipt = { bankAccount: 'a', bankReference: randomUUID(), accountId: randomUUID(), amount: { amount: '-1', currency: 'CNY' }, receivedOn: '2026-01-05' };
    await expect(finance.post('/v1/receipts', receipt)).rejects.toMatchObject({ problem: { status: 400, code: 'request.invalid' } });
  });

  it('refuses a body over 1 MB', async () => {
    expect(await problem(await send('POST', '/v1/leads', JSON.stringify({ companyName: 'x'.repeat(1_100_000) })))).toMatchObject({ status: 413, code: 'request.body_too_large' });
  });

  it('refuses a wrong If-Match, and changes nothing', async () => {
    const head = firm.cast.as(firm.cast.one('sales-head'));
    const [contract] = await head.all<{ id: string }>('/v1/contracts', 1);
    const path = contract ? `/v1/contracts/${contract.id}/versions` : undefined;
    if (!path) return expect((await send('GET', '/v1/contracts')).status).toBe(200);
    expect(await problem(await send('POST', path, '{"body":"changed"}', { 'if-match': '"99999"' }))).toMatchObject({ status: 412, code: 'concurrency.version_mismatch' });
    expect(await problem(await send('POST', path, '{"body":"changed"}'))).toMatchObject({ status: 428, code: 'concurrency.version_required' });
  });

  it('answers a repetition of a key with the same, and refuses the key for something else', async () => {
    const key = randomUUID();
    const body = JSON.stringify({ poolId: firm.poolId, companyName: `Twice ${key}` });
    const other = JSON.stringify({ poolId: firm.poolId, companyName: `Other ${key}` });
    const first = await send('POST', '/v1/leads', body, { 'idempotency-key': key });
    const second = await send('POST', '/v1/leads', body, { 'idempotency-key': key });
    expect(await second.json()).toEqual(await first.json());
    expect(await problem(await send('POST', '/v1/leads', other, { 'idempotency-key': key }))).toMatchObject({ status: 422, code: 'idempotency.key_reused' });
    expect(await leadsNamed(`Twice ${key}`)).toBe('1');
  });

  it('refuses the same company twice at once, and shows whose it is only masked', async () => {
    const head = firm.cast.as(firm.cast.one('sales-head'));
    const name = `Double ${Date.now()}`;
    const lead = { poolId: firm.poolId, companyName: name, email: `a@double-${Date.now()}.example` };
    const both = await Promise.allSettled([head.post('/v1/leads', lead), head.post('/v1/leads', lead)]);
    const refused = both.filter((one) => one.status === 'rejected').map((one) => (one as PromiseRejectedResult).reason as Refused);
    expect(refused.map((reason) => reason.code)).toEqual(['lead.duplicate']);
    expect(await leadsNamed(name)).toBe('1');
  });
});

describe('tokens that are not ours', () => {
  const withToken = async (forged: string) => problem(await fetch(`${gateway()}/v1/leads`, { headers: { authorization: `Bearer ${forged}` } }));
  const claims = () => ({ roles: ['sales-head'], name: 'Mallory', unit_path: '1.', tenant: 'demo' });
  const signed = (issuer: string, audience: string, expires = '5m') =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'mine' }).setIssuer(issuer).setAudience(audience).setSubject(randomUUID()).setIssuedAt().setExpirationTime(expires).sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

  it('refuses another issuer, a forged key, no algorithm and a tampered body', async () => {
    const { TOKEN_ISSUER: issuer = '', TOKEN_AUDIENCE: audience = '' } = settings();
    const [head = '', body = '', signature = ''] = token.split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tampered = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), roles: ['admin'] };
    const secret = `${part({ alg: 'HS256', typ: 'at+jwt' })}.${body}`;
    const forgeries = [
      await signed('https://elsewhere.example', audience),
      await signed(issuer, audience),
      await signed(issuer, 'another-audience'),
      `${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`,
      `${head}.${part(tampered)}.${signature}`,
      `${secret}.${createHmac('sha256', 'guess').update(secret).digest('base64url')}`,
      'not-a-token',
    ];
    for (const forged of forgeries) expect(await withToken(forged)).toMatchObject({ status: 401, code: 'access.unauthenticated' });
  });

  it('refuses who may not do it', async () => {
    const rep = firm.cast.as(firm.cast.one('sales-rep'));
    await expect(rep.post('/v1/receipts', { bankAccount: 'a', bankReference: randomUUID(), accountId: randomUUID(), amount: { amount: '1.00', currency: 'CNY' }, receivedOn: '2026-01-05' })).rejects.toMatchObject({ problem: { status: 403, code: 'access.denied' } });
    const { leadId } = await captureLead(firm.cast.as(firm.cast.one('sales-head')), 'Denied');
    await expect(rep.post(`/v1/leads/${leadId}/assign`, { ownerId: rep.personId })).rejects.toBeInstanceOf(Refused);
  });
});
