import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Principal } from '@throughline/access/principal';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

const page = 'https://www.cranes.example';
const asked = {
  name: 'Spring campaign',
  allowedOrigins: [page, 'http://localhost:3000'],
  fields: [
    { name: 'companyName', label: 'Company', required: true },
    { name: 'email', label: 'E-mail', required: true },
    { name: 'phone', label: 'Telephone' },
    { name: 'employees', label: 'Employees' },
  ],
  source: 'website',
  campaign: 'Spring 2026',
  perMinute: 1_000,
  perAddressPerMinute: 1_000,
};
const values = { companyName: 'Harbour Cranes', email: 'anna@cranes.example', phone: '138 0013 8000', employees: '250', fax: '' };

/** A captcha service: takes the token `human`, solved on the page's host. Any other path is broken in its own way. */
let captcha: Server;
let captchaAnswer: object | undefined = { success: true, hostname: 'www.cranes.example' };
const verified: URLSearchParams[] = [];
let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let admin: Principal;
let rep: Principal;

beforeAll(async () => {
  captcha = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const sent = new URLSearchParams(body);
      verified.push(sent);
      response.statusCode = captchaAnswer ? 200 : 500;
      response.end(JSON.stringify(sent.get('response') === 'human' ? captchaAnswer : { success: false, 'error-codes': ['invalid-input-response'] }));
    });
  });
  await new Promise<void>((resolve) => captcha.listen(0, '127.0.0.1', resolve));
  process.env.CAPTCHA_VERIFY_URL = `http://127.0.0.1:${(captcha.address() as AddressInfo).port}/siteverify`;
  process.env.CAPTCHA_SECRET = 'site secret';
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  admin = await service.person('admin', '1.');
  rep = await service.person('sales-rep');
  http.signIn(admin, rep);
});
afterAll(async () => {
  delete process.env.CAPTCHA_VERIFY_URL;
  delete process.env.CAPTCHA_SECRET;
  await http.stop();
  await service.stop();
  captcha.close();
});
beforeEach(async () => {
  await service.database.truncate('lead', 'lead_key', 'lead_form_rate', 'lead_form_entry', 'idempotency', 'outbox', 'audit');
});

const open = async (changes: object = {}) => (await http.send('POST', '/v1/lead-forms', admin, { ...asked, ...changes })).body as { formId: string; publicKey: string };
const send = (publicKey: string, body: unknown, headers: Record<string, string> = {}) =>
  http.send('POST', `/v1/forms/${publicKey}/leads`, undefined, body, { origin: page, ...headers });
const totals = async (formId: string) => (await http.send('GET', `/v1/lead-forms/${formId}`, admin)).body.totals;
const leads = () => service.database.query('SELECT * FROM lead ORDER BY id');

describe('a public form', () => {
  it('takes a lead in with the origin that the form gives it, and nobody signed in', async () => {
    const { formId, publicKey } = await open();
    const answer = await send(publicKey, { values });
    expect(answer).toMatchObject({ status: 202, body: { received: true } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('vary')).toBe('Origin');
    const [lead] = await leads();
    expect(lead).toMatchObject({
      company_name: 'Harbour Cranes', email: 'anna@cranes.example', phone: '+8613800138000', attributes: { employees: '250' }, status: 'available',
      channel: 'web', source: 'website', campaign: 'Spring 2026', form_id: formId, captured_by: 'system:web-form', pool_id: service.poolId,
    });
    expect(lead.score).toEqual(expect.any(Number));
    const events = await service.database.events();
    expect(events.at(-1)).toMatchObject({ type: 'throughline.lead.captured.v1', payload: { channel: 'web', source: 'website', grade: lead.grade } });
    expect(events.at(-1)!.headers).toMatchObject({ ce_authtype: 'system', ce_authid: 'system:web-form' });
    expect(await totals(formId)).toEqual({ created: 1, known: 0, trapped: 0, refused: 0 });
  });

  it('answers the same for a lead that is known, whoever sends it, and creates none', async () => {
    const { formId, publicKey } = await open();
    await http.send('POST', '/v1/leads', rep, { companyName: 'Cranes', email: values.email });
    const known = await send(publicKey, { values });
    expect(known).toMatchObject({ status: 202, body: { received: true } });
    expect(JSON.stringify(known.body)).toBe('{"received":true}');
    expect(await leads()).toHaveLength(1);
    expect(await totals(formId)).toEqual({ created: 0, known: 1, trapped: 0, refused: 0 });
    const [entry] = await service.database.query('SELECT lead_id FROM lead_form_entry');
    expect(entry.lead_id).toBe((await leads())[0].id);
  });

  it('sends from five tabs at once make one lead', async () => {
    const { formId, publicKey } = await open();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(publicKey, { values })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(await totals(formId)).toMatchObject({ created: 1, known: 4 });
  });

  it('is answered from what was done when it comes again with its key, also without any key of a lead', async () => {
    const { publicKey } = await open({ fields: [{ name: 'contactName', label: 'Name', required: true }] });
    const headers = { 'idempotency-key': 'tab-1' };
    for (const _time of [1, 2]) expect(await send(publicKey, { values: { contactName: 'Cara' } }, headers)).toMatchObject({ status: 202, body: { received: true } });
    expect(await leads()).toHaveLength(1);
    expect(await send(publicKey, { values: { contactName: 'Dora' } }, headers)).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
  });

  it('lets a page of another origin, and one of none, neither ask nor send, and tells them nothing', async () => {
    const { publicKey } = await open();
    for (const origin of ['https://evil.example', 'https://www.cranes.example.evil.example', 'http://www.cranes.example', 'null']) {
      for (const method of ['OPTIONS', 'POST']) {
        const answer = await http.send(method, `/v1/forms/${publicKey}/leads`, undefined, method === 'POST' ? { values } : undefined, { origin });
        expect(answer).toMatchObject({ status: 403, body: { code: 'form.origin_not_allowed' } });
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect(await http.send('POST', `/v1/forms/${publicKey}/leads`, undefined, { values })).toMatchObject({ status: 403 });
    expect(await send('form_unknown', { values })).toMatchObject({ status: 404, body: { code: 'form.not_found' } });
    expect(await leads()).toEqual([]);
  });

  it('answers the question that a browser asks first', async () => {
    const { publicKey } = await open();
    const answer = await http.send('OPTIONS', `/v1/forms/${publicKey}/leads`, undefined, undefined, { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
    expect(answer.headers.get('access-control-allow-headers')).toContain('content-type');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('says which field is wrong, so that its page can read it', async () => {
    const { formId, publicKey } = await open();
    const missing = await send(publicKey, { values: { companyName: ' ', colour: 'red' } });
    expect(missing).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(missing.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ['values.colour', 'unknown_field'], ['values.companyName', 'required'], ['values.email', 'required'],
    ]);
    expect(missing.headers.get('access-control-allow-origin')).toBe(page);
    expect(await send(publicKey, { values, source: 'mine' })).toMatchObject({ status: 400, body: { errors: [{ field: 'source', code: 'unknown_field' }] } });
    expect(await send(publicKey, { values: { ...values, email: 'no address' } })).toMatchObject({ status: 422, body: { code: 'lead.email_invalid', field: 'email' } });
    expect(await totals(formId)).toEqual({ created: 0, known: 0, trapped: 0, refused: 1 });
  });

  it('lets programs believe that they got through the trap', async () => {
    const { formId, publicKey } = await open();
    expect(await send(publicKey, { values: { ...values, fax: '0800 BUY' } })).toMatchObject({ status: 202, body: { received: true } });
    expect(await leads()).toEqual([]);
    expect(await totals(formId)).toEqual({ created: 0, known: 0, trapped: 1, refused: 0 });
  });

  it('takes so many a minute from one address, and so many from all', async () => {
    const { publicKey } = await open({ perAddressPerMinute: 2, perMinute: 5 });
    const from = (address: string, n: number) => send(publicKey, { values: { companyName: `Firm ${n}`, email: `a@firm${n}.example` } }, { 'x-forwarded-for': address });
    const statuses: number[] = [];
    for (const [n, address] of ['203.0.113.1', '203.0.113.1', '203.0.113.1', '2001:db8::1', '2001:db8::ffff', '2001:db8::2', '198.51.100.7'].entries()) {
      statuses.push((await from(address, n)).status);
    }
    // The third of one address; the third of one IPv6 network; then all together have used up theirs. What was refused counts as well.
    expect(statuses).toEqual([202, 202, 429, 202, 202, 429, 429]);
    const refused = await from('198.51.100.8', 9);
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-allow-origin')).toBe(page);
    const [kept] = await service.database.query(`SELECT count(*)::int AS rows, bool_or(sender LIKE '%203%') AS readable FROM lead_form_rate`);
    expect(kept.readable).toBe(false);
    // The next minute.
    await service.database.query(`UPDATE lead_form_rate SET minute = minute - interval '10 minutes'`);
    expect((await from('203.0.113.1', 10)).status).toBe(202);
    expect((await service.database.query('SELECT count(*)::int AS rows FROM lead_form_rate'))[0].rows).toBe(2);
  });

  it('takes nobody in whose captcha is missing, wrong, of another page or cannot be checked', async () => {
    const { publicKey } = await open({ captchaRequired: true });
    expect(await send(publicKey, { values })).toMatchObject({ status: 422, body: { code: 'form.captcha_missing', field: 'captcha' } });
    expect(await send(publicKey, { values, captcha: 'robot' })).toMatchObject({ status: 422, body: { code: 'form.captcha_failed' } });
    captchaAnswer = { success: true, hostname: 'evil.example' };
    expect(await send(publicKey, { values, captcha: 'human' })).toMatchObject({ status: 422, body: { code: 'form.captcha_failed' } });
    captchaAnswer = { success: true, score: 0.1 };
    expect(await send(publicKey, { values, captcha: 'human' })).toMatchObject({ status: 422 });
    captchaAnswer = undefined;
    const down = await send(publicKey, { values, captcha: 'human' });
    expect(down).toMatchObject({ status: 503, body: { code: 'form.captcha_unavailable' } });
    expect(JSON.stringify(down.body)).not.toContain('secret');
    expect(await leads()).toEqual([]);
    captchaAnswer = { success: true, hostname: 'www.cranes.example' };
    expect(await send(publicKey, { values, captcha: 'human' }, { 'x-forwarded-for': '203.0.113.9' })).toMatchObject({ status: 202 });
    expect(Object.fromEntries(verified.at(-1)!)).toEqual({ secret: 'site secret', response: 'human', remoteip: '203.0.113.9' });
    expect(await leads()).toHaveLength(1);
  });

  it('takes nothing once it is closed', async () => {
    const { formId, publicKey } = await open();
    expect(await http.send('POST', `/v1/lead-forms/${formId}/close`, admin)).toMatchObject({ status: 200, body: { status: 'closed', version: 2 } });
    expect(await send(publicKey, { values })).toMatchObject({ status: 409, body: { code: 'form.closed' } });
    expect(await http.send('POST', `/v1/lead-forms/${formId}/close`, admin)).toMatchObject({ status: 409 });
    expect(await service.database.facts()).toEqual(['form.opened', 'form.closed']);
  });
});

describe('forms', () => {
  it('are for admins to open and close', async () => {
    expect(await http.send('POST', '/v1/lead-forms', rep, asked)).toMatchObject({ status: 403 });
    expect(await http.send('GET', '/v1/lead-forms', rep)).toMatchObject({ status: 403 });
    const { formId } = await open();
    expect(await http.send('POST', `/v1/lead-forms/${formId}/close`, rep)).toMatchObject({ status: 403 });
    const { body } = await http.send('GET', '/v1/lead-forms?status=open&limit=200', admin);
    expect(body.items).toContainEqual(expect.objectContaining({ formId, name: 'Spring campaign', source: 'website', status: 'open' }));
  });

  it.each([
    ['any origin', { allowedOrigins: ['*'] }],
    ['an origin with a path', { allowedOrigins: ['https://a.example/form'] }],
    ['no field that names the lead', { fields: [{ name: 'email', label: 'E-mail', required: true }] }],
    ['a trap that is a field', { trapField: 'phone' }],
    ['a field twice', { fields: [...asked.fields, asked.fields[0]] }],
  ])('with %s are refused', async (_name, changes) => {
    expect(await http.send('POST', '/v1/lead-forms', admin, { ...asked, ...changes })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
