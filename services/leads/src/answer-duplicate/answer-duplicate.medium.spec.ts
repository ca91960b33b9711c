import type { Principal } from '@throughline/access/principal';
import type { ThroughlineError } from '@throughline/errors/throughline-error';
import { patiently } from '../assignment/assignment.fixture';
import { AccountRepository } from '../account/account.repository';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import type { EnterLead } from '../capture-lead/capture-lead.dto';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConcludeDuplicateEntryCommand } from '../conclude-duplicate-entry/conclude-duplicate-entry.command';
import { DuplicateViews } from '../duplicate-views/duplicate.views';
import { LATIN_NAMES } from '../duplicates/labelled-words.fixture';
import { LeadsOnPostgres } from '../leads.fixture';
import { AnswerDuplicateCommand } from './answer-duplicate.command';

jest.setTimeout(120_000);

let service: LeadsOnPostgres;
let rep: Principal;
let other: Principal;
let head: Principal;

beforeAll(async () => {
  service = await LeadsOnPostgres.start();
});
beforeEach(async () => {
  await service.database.truncate('lead', 'lead_key', 'duplicate_block', 'possible_duplicate', 'duplicate_request', 'outbox', 'ownership');
  await service.database.query('DELETE FROM account');
  rep = await service.person('sales-rep', '1.1.1.');
  other = await service.person('sales-rep', '1.2.1.');
  head = await service.person('sales-head', '1.');
});
afterAll(() => service.stop());

const enter = (lead: Partial<EnterLead>, by: Principal = rep) => service.get(AnswerDuplicateCommand).execute({ phoneCountry: 'CN', onDuplicate: 'refuse', ...lead }, by);
const refusal = (lead: Partial<EnterLead>, by?: Principal): Promise<ThroughlineError> =>
  enter(lead, by).then(
    () => Promise.reject(new Error('It was let in.')),
    (error: ThroughlineError) => error,
  );
const facts = async (): Promise<string[]> => (await service.database.query<{ type: string }>('SELECT type FROM outbox ORDER BY seq')).map(({ type }) => type.replace(/^throughline\.|\.v1$/g, ''));
const CLEAN = { companyName: '深圳市腾讯计算机系统有限公司', contactName: '马化腾', city: '深圳' };

describe('a company under another spelling', () => {
  it.each(['深圳市騰訊計算機系統股份有限公司', 'Shenzhen Tengxun Computer System Co., Ltd.', '腾迅计算机系统（深圳）有限公司'])('is refused as %s, and shown masked', async (companyName) => {
    const { leadId } = await enter(CLEAN, other);
    const error = await refusal({ companyName });
    expect(error).toMatchObject({ code: 'lead.possible_duplicate', spec: { status: 409 } });
    const [candidate] = error.details.data!.candidates as { score: number }[];
    expect(candidate).toMatchObject({ kind: 'lead', id: leadId, name: '深***', owned: false, because: expect.arrayContaining(['same place in the name']) });
    expect(candidate!.score).toBeGreaterThan(0.55);
    expect(JSON.stringify(error.details)).not.toMatch(/马化腾|腾讯/);
    expect((await service.database.query('SELECT id FROM lead')).length).toBe(1);
  });

  it('lets in what only looks alike', async () => {
    await enter(CLEAN);
    await enter({ companyName: '北京市腾讯计算机系统有限公司' });
    await enter({ companyName: '深圳市腾讯物流有限公司' });
    expect(await facts()).toEqual(['lead.captured', 'lead.captured', 'lead.captured']);
  });

  it('is attached: the record that is here learns what it did not know, and its keys', async () => {
    const { leadId } = await enter({ companyName: 'Harbour Cranes Ltd' });
    const attached = await enter({ companyName: 'HARBOR CRANES LIMITED', email: 'anna@cranes.example', onDuplicate: 'attach' }, other);
    expect(attached).toMatchObject({ leadId, status: 'attached', version: 2 });
    expect(await facts()).toEqual(['lead.captured', 'lead.deduplicated']);
    expect(await refusal({ companyName: 'Whoever', email: 'anna@cranes.example' })).toMatchObject({ code: 'lead.duplicate', details: { data: { existing: { leadId } } } });
    // By an exact key too.
    expect(await enter({ contactName: 'Anna', email: 'anna@cranes.example', city: 'Ulm', onDuplicate: 'attach' })).toMatchObject({ leadId, status: 'attached', version: 3 });
    // What it has learned it is found by: here the domain, under another name.
    expect(await refusal({ companyName: 'Cranes', website: 'www.cranes.example', contactName: 'Bert' })).toMatchObject({ code: 'lead.possible_duplicate', details: { data: { candidates: [{ id: leadId }] } } });
    expect(await refusal({ companyName: 'Harbour Cranes', onDuplicate: 'attach', attachTo: rep.personId })).toMatchObject({ code: 'lead.not_attachable' });
  });

  it('is created all the same for a reason, and listed for somebody to look at', async () => {
    const first = await enter(CLEAN);
    const again = { companyName: '腾讯计算机系统（深圳）有限公司', onDuplicate: 'create' as const };
    expect(await refusal(again)).toMatchObject({ code: 'lead.duplicate_reason_missing' });
    const second = await enter({ ...again, duplicateReason: 'Another plant' });
    expect(await facts()).toEqual(['lead.captured', 'lead.captured', 'duplicate.flagged']);
    const { items } = await service.get(DuplicateViews).list({ limit: 50, status: 'open' }, head);
    expect(items).toMatchObject([{ leadId: second.leadId, accountId: null, other: { kind: 'lead', id: first.leadId, name: CLEAN.companyName }, reason: 'Another plant', importId: null }]);
  });

  it('of somebody else needs an approval, which creates it once', async () => {
    const { leadId } = await enter(CLEAN, other);
    await service.get(ClaimLeadCommand).execute({ leadId: leadId! }, other);
    const asked = await enter({ companyName: '腾讯计算机系统（深圳）有限公司', onDuplicate: 'create', duplicateReason: 'Known from the fair' });
    expect(asked).toMatchObject({ status: 'in-approval', leadId: null, requestId: expect.any(String) });
    const conclude = service.get(ConcludeDuplicateEntryCommand);
    await Promise.all([conclude.execute(asked.requestId!, 'granted'), conclude.execute(asked.requestId!, 'granted'), conclude.execute(asked.requestId!, 'refused')]);
    const told = (await facts()).filter((fact) => fact !== 'clock.poked');
    expect(told.slice(0, 3)).toEqual(['lead.captured', 'lead.claimed', 'duplicate-entry.requested']);
    expect(told.filter((fact) => fact === 'duplicate-entry.concluded')).toHaveLength(1);
    const [request] = await service.database.query('SELECT status, lead_id FROM duplicate_request');
    expect((await service.database.query('SELECT id FROM lead')).length).toBe(request.status === 'granted' ? 2 : 1);
    expect(told.filter((fact) => fact === 'lead.captured')).toHaveLength(request.status === 'granted' ? 2 : 1);
  });

  it('is found among the customers too, and their owner decides', async () => {
    const { id } = await service.database.transactions.run((tx) =>
      service.get(AccountRepository).findOrInsert(tx, { name: CLEAN.companyName, creditCode: null, domain: null, country: null, ownerId: other.personId, orgPath: '1.2.1.', leadId: other.personId }),
    );
    const lead = { companyName: '深圳腾讯计算机系统', onDuplicate: 'attach' as const };
    expect(await refusal({ ...lead, onDuplicate: 'refuse' })).toMatchObject({ code: 'lead.possible_duplicate', details: { data: { candidates: [{ kind: 'account', id, name: '深***', owned: true }] } } });
    // Attached, it is a new lead of the customer: its own source and campaign, his deals for its clock.
    const attached = await enter({ ...lead, source: 'Fair', campaign: 'Spring' });
    expect(attached).toMatchObject({ status: 'available', accountId: id, version: 2 });
    expect(await service.database.query('SELECT account_id, source, campaign FROM lead WHERE id = $1', [attached.leadId])).toEqual([{ account_id: id, source: 'Fair', campaign: 'Spring' }]);
    expect(await service.database.query('SELECT 1 FROM possible_duplicate')).toEqual([]);
    expect((await facts()).filter((fact) => fact !== 'lead.scored')).toEqual(['lead.captured', 'lead.learned']);
    await service.database.truncate('lead', 'lead_key', 'outbox');
    expect(await enter({ ...lead, onDuplicate: 'create', duplicateReason: 'x' })).toMatchObject({ status: 'in-approval' });
    expect(await enter({ ...lead, onDuplicate: 'create', duplicateReason: 'A new deal' }, other)).toMatchObject({ status: 'available' });
  });

  it('that is here by the time it is granted is not entered again', async () => {
    const { leadId } = await enter(CLEAN, other);
    await service.get(ClaimLeadCommand).execute({ leadId: leadId! }, other);
    const { requestId } = await enter({ companyName: '腾讯计算机系统（深圳）有限公司', email: 'a@tencent.example', onDuplicate: 'create', duplicateReason: 'x' });
    await enter({ contactName: 'Anna', email: 'a@tencent.example' });
    await service.get(ConcludeDuplicateEntryCommand).execute(requestId!, 'granted');
    expect(await service.database.query('SELECT status, problem, lead_id FROM duplicate_request')).toEqual([{ status: 'granted', problem: 'lead.duplicate', lead_id: null }]);
  });
});

/** One letter less, in capitals, under another legal form. */
const latin = (name: string): [string, string] => [`${name} Cranes Ltd`, `${name.slice(0, 3)}${name.slice(4)} CRANES LIMITED`.toUpperCase()];

it('of two who enter one company under two spellings at the same moment exactly one succeeds, 200 times', async () => {
  const capture = service.get(CaptureLeadCommand);
  const pairs = Array.from({ length: 200 }, (_, n) => {
    const name = `${'华信恒达鑫盛宏泰瑞丰'[n % 10]}${'江河湖海山川林原野泽'[Math.floor(n / 10) % 10]}${'尚品优特卓越冠军领先麦克斯奥诺亚贝'[Math.floor(n / 20)]}`;
    return n % 2 === 0
      ? [`上海市${name}科技有限公司`, `上海${name}科技股份有限公司（新）`]
      : latin(`${LATIN_NAMES[n * 29]} ${LATIN_NAMES[(n * 53 + 7) % LATIN_NAMES.length]}`);
  });
  const outcomes = await Promise.all(
    pairs.flatMap((names, pair) =>
      names.map((companyName, side) =>
        patiently(() => capture.execute({ companyName: companyName!, phoneCountry: 'CN' }, side === 0 ? rep : other)).then(
          () => ({ pair, won: true, code: '' }),
          (error: ThroughlineError) => ({ pair, won: false, code: error.code }),
        ),
      ),
    ),
  );
  expect(new Set(outcomes.filter(({ won }) => !won).map(({ code }) => code))).toEqual(new Set(['lead.possible_duplicate']));
  expect(pairs.map((_, pair) => outcomes.filter((one) => one.pair === pair && one.won).length)).toEqual(pairs.map(() => 1));
  expect((await service.database.query('SELECT id FROM lead')).length).toBe(pairs.length);
});
