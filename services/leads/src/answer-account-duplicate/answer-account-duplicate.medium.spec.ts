import type { ThroughlineError } from '@throughline/errors/throughline-error';
import { patiently } from '../assignment/assignment.fixture';
import { AccountsBed } from '../accounts.fixture';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConcludeDuplicateEntryCommand } from '../conclude-duplicate-entry/conclude-duplicate-entry.command';
import { CreateAccountCommand } from '../create-account/create-account.command';
import { DismissDuplicateCommand } from '../dismiss-duplicate/dismiss-duplicate.command';
import { DuplicateViews } from '../duplicate-views/duplicate.views';
import { LATIN_NAMES } from '../duplicates/labelled-words.fixture';
import { LeadViews } from '../lead-views/lead.views';
import { AnswerAccountDuplicateCommand } from './answer-account-duplicate.command';

jest.setTimeout(120_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const NAME = '深圳市腾讯计算机系统有限公司';
const SPELT = 'Shenzhen Tengxun Computer System Co., Ltd.';
const enter = (name: string, more: object = {}, by = bed.rep) => bed.service.get(AnswerAccountDuplicateCommand).create({ name, onDuplicate: 'refuse', ...more }, by);
const rename = (accountId: string, fields: object, by = bed.rep) => bed.service.get(AnswerAccountDuplicateCommand).change({ accountId }, { onDuplicate: 'refuse', ...fields }, by);
const refusal = (work: Promise<unknown>): Promise<ThroughlineError> => work.then(() => Promise.reject(new Error('It was let in.')), (error: ThroughlineError) => error);
const accounts = async () => (await bed.database.query('SELECT id FROM account')).length;
const pairs = async () => (await bed.service.get(DuplicateViews).list({ limit: 50, status: 'open' }, bed.head)).items;

describe('a customer under another spelling', () => {
  it('is refused with the candidates masked, among customers and open leads, by name, telephone or credit code', async () => {
    const { accountId } = await bed.create(NAME, { phone: '0755 8601 3388' }, bed.stranger);
    const error = await refusal(enter(SPELT));
    expect(error).toMatchObject({ code: 'account.possible_duplicate', spec: { status: 409 }, details: { data: { choices: ['create', 'refuse'], candidates: [{ kind: 'account', id: accountId, name: '深***', owned: true }] } } });
    expect(JSON.stringify(error.details)).not.toMatch(/腾讯|8601/);
    expect(await refusal(enter('Tengxun Services', { phone: '+86 755 8601 3388' }))).toMatchObject({ code: 'account.possible_duplicate' });
    const leadId = await bed.service.lead(bed.other, { companyName: 'Harbour Cranes Ltd', phone: '021 5888 1234' });
    expect(await refusal(enter('HARBOR CRANES LIMITED'))).toMatchObject({ details: { data: { candidates: [{ kind: 'lead', id: leadId, owned: false }] } } });
    // No block brings these two together, only the number.
    expect(await refusal(enter('Cranes of the Harbour', { phone: '+862158881234' }))).toMatchObject({ details: { data: { candidates: [{ kind: 'lead', id: leadId }] } } });
    expect(await accounts()).toBe(1);
    await enter('Kessler & Brandt Machinery GmbH');
    expect(await accounts()).toBe(2);
  });

  it('is no duplicate of the group that it belongs to, but of its twin in it', async () => {
    const { accountId: parentId } = await bed.create('Marden Kessler Ltd');
    const { accountId } = await enter('Marden Kessler Technologies', { parentId });
    expect(accountId).toEqual(expect.any(String));
    expect(await refusal(enter('Marden Kessler Technology Inc.', { parentId }))).toMatchObject({ details: { data: { candidates: [{ id: accountId }] } } });
  });

  it('is made all the same for a reason, and listed; where it is like somebody else\'s, an approval decides, once', async () => {
    const own = await bed.create(NAME);
    expect(await refusal(enter(SPELT, { onDuplicate: 'create' }))).toMatchObject({ code: 'account.duplicate_reason_missing' });
    const made = await enter(SPELT, { onDuplicate: 'create', duplicateReason: 'Another plant' });
    expect(await pairs()).toMatchObject([{ leadId: null, accountId: made.accountId, other: { kind: 'account', id: own.accountId }, reason: 'Another plant' }]);
    const asked = await enter('腾讯计算机系统（深圳）有限公司', { onDuplicate: 'create', duplicateReason: 'Known from the fair' }, bed.other);
    expect(asked).toEqual({ status: 'in-approval', requestId: expect.any(String) });
    expect(await accounts()).toBe(2);
    const conclude = bed.service.get(ConcludeDuplicateEntryCommand);
    await Promise.all([1, 2, 3].map(() => conclude.execute(asked.requestId!, 'granted')));
    expect(await accounts()).toBe(3);
    const [request] = await bed.database.query('SELECT status, account_id, problem FROM duplicate_request');
    expect(request).toMatchObject({ status: 'granted', account_id: expect.any(String), problem: null });
    expect(await bed.database.query('SELECT owner_id FROM account WHERE id = $1', [request.account_id])).toEqual([{ owner_id: bed.other.personId }]);
  });

  it('that is here by the time it is granted is not made again', async () => {
    await bed.create(NAME);
    const { requestId } = await enter(SPELT, { creditCode: '91440300708461136T', onDuplicate: 'create', duplicateReason: 'x' }, bed.other);
    await bed.create('Unlike Any', { creditCode: '91440300708461136T' });
    await bed.service.get(ConcludeDuplicateEntryCommand).execute(requestId!, 'granted');
    expect(await bed.database.query('SELECT status, problem, account_id FROM duplicate_request')).toEqual([{ status: 'granted', problem: 'account.duplicate', account_id: null }]);
  });

  it('may not become one by a new name, unless it was alike before', async () => {
    await bed.create(NAME, {}, bed.stranger);
    const { accountId } = await bed.create('Harbour Cranes');
    expect(await refusal(rename(accountId!, { name: SPELT }))).toMatchObject({ code: 'account.possible_duplicate' });
    expect(await rename(accountId!, { city: 'Ulm' })).toMatchObject({ accountId, name: 'Harbour Cranes' });
    const asked = await rename(accountId!, { name: SPELT, onDuplicate: 'create', duplicateReason: 'They were renamed' });
    expect(asked).toMatchObject({ status: 'in-approval' });
    await bed.service.get(ConcludeDuplicateEntryCommand).execute(asked.requestId!, 'granted');
    expect(await bed.database.query('SELECT name FROM account WHERE id = $1', [accountId])).toEqual([{ name: SPELT }]);
    // It is alike already: the next change of its name is no news.
    expect(await rename(accountId!, { name: 'Shenzhen Tengxun Computer Systems' })).toMatchObject({ status: 'active' });
    // By its old name it is found no more, by its new one it is.
    await enter('Harbour Cranes Ltd');
    expect(await refusal(enter('腾讯计算机系统'))).toMatchObject({ details: { data: { candidates: expect.arrayContaining([expect.objectContaining({ id: accountId })]) } } });
  });

  it('of two who make it at the same moment, one of them as a lead, exactly one succeeds, 100 times', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `${LATIN_NAMES[n * 41]} ${LATIN_NAMES[(n * 53 + 7) % LATIN_NAMES.length]}`);
    const outcomes = await Promise.all(
      names.flatMap((name, n) => [
        () => bed.service.get(CreateAccountCommand).execute({ name: `${name} Cranes Ltd` }, bed.rep),
        () => (n % 2 === 0
          ? bed.service.get(CreateAccountCommand).execute({ name: `${name} CRANES LIMITED`.toUpperCase() }, bed.other)
          : bed.service.get(CaptureLeadCommand).execute({ companyName: `${name} CRANES LIMITED`.toUpperCase(), phoneCountry: 'CN' }, bed.other)),
      ].map((work) => patiently<unknown>(work).then(() => ({ n, code: 'won' }), (error: ThroughlineError) => ({ n, code: error.code })))),
    );
    const codes = names.map((_, n) => outcomes.filter((one) => one.n === n).map(({ code }) => code));
    expect(codes.filter((both) => both.filter((code) => code === 'won').length !== 1)).toEqual([]);
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['won', 'account.possible_duplicate', 'lead.possible_duplicate']));
  });
});

describe('a pair is decided', () => {
  const capture = (companyName: string) => bed.service.get(CaptureLeadCommand).execute({ companyName, phoneCountry: 'CN' }, bed.rep, { by: bed.rep.personId, reason: null });

  it('two customers are merged, the newer into the older', async () => {
    const older = (await bed.create(NAME)).accountId;
    const newer = (await enter(SPELT, { onDuplicate: 'create', duplicateReason: 'x' })).accountId;
    const [pair] = await pairs();
    expect(await bed.service.get(DismissDuplicateCommand).merge(pair!.duplicateId, null, bed.rep)).toEqual({ duplicateId: pair!.duplicateId, status: 'merged', leadId: null, accountId: older });
    expect(await bed.database.query('SELECT status FROM account WHERE id = $1', [newer])).toEqual([{ status: 'merged' }]);
    expect(await pairs()).toEqual([]);
  });

  it('a lead that is a customer belongs to him from then on, and stays a lead', async () => {
    const { accountId } = await bed.create(NAME);
    const { leadId } = await capture(SPELT);
    await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.rep);
    const [pair] = await pairs();
    expect(await bed.service.get(DismissDuplicateCommand).merge(pair!.duplicateId, null, bed.rep)).toMatchObject({ leadId, accountId });
    expect(await bed.service.get(LeadViews).detail(leadId, bed.rep)).toMatchObject({ status: 'owned', accountId });
    expect(await pairs()).toEqual([]);
  });
});
