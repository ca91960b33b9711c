import { contractDrafted, contractOwnerChanged, contractSigned } from '@throughline/events/contract-events';
import { opportunityOpened } from '@throughline/events/opportunity-events';
import { receiptAllocated, receiptRecorded } from '@throughline/events/collection-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { followPath } from '@throughline/access/follow-paths';
import type { Principal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';
import { AccountsBed, cny } from './accounts.fixture';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeAll(async () => {
  bed = await AccountsBed.start();
});
afterAll(() => bed.stop());

const send = (method: string, path: string, by: Principal, body?: unknown, headers?: Record<string, string>) => bed.http.send(method, `/v1/${path}`, by, body, headers);
const seen = (version: number) => ({ 'if-match': `"${version}"` });
const create = async (name: string, more: object = {}, by = bed.rep) => (await send('POST', 'accounts', by, { name, ...more })).body.accountId as string;

describe('accounts over HTTP', () => {
  it('are made, read, changed and removed, each against the version that was seen', async () => {
    const made = await send('POST', 'accounts', bed.rep, { name: 'Acme GmbH', website: 'https://www.acme.example/start', potential: cny('3000000'), employees: 12 });
    expect([made.status, made.headers.get('etag'), made.body.grade]).toEqual([201, '"2"', 'B']);
    const path = `accounts/${made.body.accountId}`;
    expect((await send('PATCH', path, bed.rep, { city: 'Ulm' })).status).toBe(428);
    const changed = await send('PATCH', path, bed.rep, { city: 'Ulm', potential: null }, seen(2));
    expect([changed.status, changed.body.version, changed.body.grade]).toEqual([200, 4, 'D']);
    expect((await send('PATCH', path, bed.rep, { city: 'Bonn' }, seen(2))).body.code).toBe('concurrency.version_mismatch');
    const same = await send('PATCH', path, bed.rep, { city: 'Ulm' }, seen(4));
    expect(same.body.version).toBe(4);
    const read = await send('GET', path, bed.rep);
    expect(read.body).toMatchObject({ name: 'Acme GmbH', domain: 'acme.example', city: 'Ulm', potential: null, employees: 12, depth: 1, team: [], partners: [] });
    expect(read.body.visit.because.rule).toBe('cadence-D');
    expect((await send('GET', path, bed.rep, undefined, { 'if-none-match': read.headers.get('etag')! })).status).toBe(304);
    expect((await send('DELETE', path, bed.rep, undefined, seen(4))).body.code).toBe('access.denied');
    expect((await send('DELETE', path, bed.manager, undefined, seen(4))).status).toBe(200);
    expect((await send('GET', path, bed.rep)).status).toBe(404);
  });

  it('refuse what is no credit code, a company that is there, and a removal of what others hang on', async () => {
    expect((await send('POST', 'accounts', bed.rep, { name: 'X', creditCode: '123' })).body.code).toBe('account.credit_code_invalid');
    const code = '91440300708461136T';
    const parentId = await create('Tencent', { creditCode: code });
    expect((await send('POST', 'accounts', bed.other, { name: 'Other', creditCode: code })).body.code).toBe('account.duplicate');
    await create('Daughter', { parentId });
    const { body } = await send('GET', `accounts/${parentId}`, bed.rep);
    expect((await send('DELETE', `accounts/${parentId}`, bed.manager, undefined, seen(body.version))).body.code).toBe('account.in_use');
    expect((await send('POST', 'accounts', bed.rep, { name: 'Y', colour: 'red' })).body.code).toBe('request.invalid');
  });

  it('come from converted leads too: graded, with an owner, and asked for', async () => {
    const leadId = await bed.service.lead(bed.rep);
    await send('POST', `leads/${leadId}/claim`, bed.rep, {});
    const converted = await send('POST', `leads/${leadId}/convert`, bed.rep, { contact: { name: 'Wang' }, product: 'Suite', amount: cny('10'), expectedClose: '2026-06-30' });
    expect(converted.status).toBe(200);
    const { body } = await send('GET', `accounts/${converted.body.accountId}`, bed.rep);
    expect(body).toMatchObject({ leadId, grade: 'D', version: 2, owners: [{ ownerId: bed.rep.personId }], visit: { dueAt: '2026-05-31T10:00:00.000Z', next: { kind: 'remind' } } });
    expect((await send('DELETE', `accounts/${body.accountId}`, bed.manager, undefined, seen(2))).body.code).toBe('account.in_use');
  });

  it('are found by whoever enters the same company as a lead, under another spelling', async () => {
    const enter = (companyName: string) => send('POST', 'leads', bed.other, { companyName, phoneCountry: 'CN' });
    const id = await create('Zeppelin Rolling Mills GmbH');
    const refused = await enter('Zepelin Rolling Mills');
    expect([refused.status, refused.body.code]).toEqual([409, 'lead.possible_duplicate']);
    expect(refused.body.data.candidates).toMatchObject([{ kind: 'account', id, name: 'Z***', owned: true }]);
    const { body } = await send('GET', `accounts/${id}`, bed.rep);
    await send('PATCH', `accounts/${id}`, bed.rep, { name: 'Quartz Turbines' }, seen(body.version));
    expect((await enter('Quarz Turbines')).body.code).toBe('lead.possible_duplicate');
    expect((await enter('Zepelin Rolling Mills')).status).toBe(201);
  });

  it('two who enter the same company in the same second make one account', async () => {
    const website = `https://${uuidv7()}.example`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('POST', 'accounts', bed.rep, { name: 'Same Ltd', website })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });

  it('a repetition with the same key makes no second one', async () => {
    const key = { 'idempotency-key': uuidv7() };
    const [first, second] = [await send('POST', 'accounts', bed.rep, { name: 'Once' }, key), await send('POST', 'accounts', bed.rep, { name: 'Once' }, key)];
    expect(second.body.accountId).toBe(first.body.accountId);
  });

  it('are seen by the owner, the line above him and his team, and by nobody else', async () => {
    const id = await create('Seen by few');
    for (const [person, status] of [[bed.rep, 200], [bed.manager, 200], [bed.head, 200], [bed.other, 404], [bed.stranger, 404]] as const) {
      for (const part of ['', '/overview', '/key-data', '/tree', '/visits', '/contacts']) {
        expect([part, (await send('GET', `accounts/${id}${part}`, person)).status]).toEqual([part, status]);
      }
    }
    expect((await send('PUT', `accounts/${id}/team/${bed.other.personId}`, bed.rep, { access: 'read', role: 'engineer' })).status).toBe(200);
    expect((await send('GET', `accounts/${id}`, bed.other)).body.team).toMatchObject([{ personId: bed.other.personId, access: 'read', role: 'engineer', until: null }]);
    expect((await send('POST', `accounts/${id}/visits`, bed.other, { purpose: 'look' })).body.code).toBe('access.denied');
    await send('PUT', `accounts/${id}/team/${bed.other.personId}`, bed.rep, { access: 'write' });
    expect((await send('POST', `accounts/${id}/visits`, bed.other, { purpose: 'look' })).status).toBe(200);
    // Writing in it is not owning it.
    expect((await send('PUT', `accounts/${id}/team/${bed.stranger.personId}`, bed.other, { access: 'read' })).body.code).toBe('access.denied');
    expect((await send('POST', `accounts/${id}/churn`, bed.other, { reason: 'price' })).body.code).toBe('access.denied');
    expect((await send('GET', 'accounts?view=team', bed.other)).body.items.map(({ accountId }: { accountId: string }) => accountId)).toContain(id);
    await send('DELETE', `accounts/${id}/team/${bed.other.personId}`, bed.rep);
    expect((await send('GET', `accounts/${id}`, bed.other)).status).toBe(404);
    expect((await send('DELETE', `accounts/${id}/team/${bed.other.personId}`, bed.rep)).body.code).toBe('account.not_linked');
    expect((await send('PUT', `accounts/${id}/team/${bed.other.personId}`, bed.rep, { access: 'read', until: '2020-01-01T00:00:00Z' })).body.code).toBe('account.until_past');
  });

  it('come in pages, each account once, by scope and filter', async () => {
    const owner = await bed.service.person('sales-rep', '1.3.1.');
    const chief = await bed.service.person('sales-manager', '1.3.');
    bed.http.signIn(owner, chief);
    const ids = [];
    for (let at = 0; at < 7; at += 1) ids.push(await create(`Page ${at}`, { keyAccount: at % 2 === 0 }, owner));
    const walk = async (query: string, by: Principal) => {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await send('GET', `accounts?limit=3${query}${cursor}`, by);
        found.push(...body.items.map(({ accountId }: { accountId: string }) => accountId));
        if (!body.next) return found;
        cursor = `&cursor=${body.next}`;
      }
    };
    for (const [query, by] of [['&view=mine', owner], ['&view=unit', owner], ['', owner], ['&view=unit', chief], [`&owner=${owner.personId}`, bed.head]] as const) {
      expect(await walk(query, by)).toEqual(ids);
    }
    expect(await walk('&view=mine', chief)).toEqual([]);
    expect(await walk('', bed.stranger)).not.toEqual(expect.arrayContaining([ids[0]]));
    expect(await walk('&keyAccount=true', owner)).toEqual(ids.filter((_, at) => at % 2 === 0));
    expect(await walk('&grade=B', owner)).toHaveLength(4);
    expect(await walk('&name=page%205', owner)).toEqual([ids[5]]);
    expect(await walk('&overdue=true', owner)).toEqual([]);
    expect((await send('GET', 'accounts?cursor=forged.x', owner)).body.code).toBe('request.invalid');
  });

  it('have contacts, changed against the version that was seen', async () => {
    const id = await create('With people');
    const added = await send('POST', `accounts/${id}/contacts`, bed.rep, { name: 'Li Wei', email: 'Li@Example.COM', function: 'finance', position: 'CFO' });
    expect([added.status, added.body.email, added.body.version]).toEqual([201, 'li@example.com', 1]);
    const path = `contacts/${added.body.contactId}`;
    expect((await send('PATCH', path, bed.rep, { phone: '13800138000' }, seen(1))).body).toMatchObject({ phone: '+8613800138000', version: 2 });
    expect((await send('PATCH', path, bed.rep, { phone: null }, seen(1))).body.code).toBe('concurrency.version_mismatch');
    expect((await send('PATCH', path, bed.rep, { email: 'none' }, seen(2))).body.code).toBe('contact.email_invalid');
    expect((await send('GET', path, bed.stranger)).body.code).toBe('contact.not_found');
    expect((await send('PATCH', path, bed.stranger, { phone: null }, seen(2))).body.code).toBe('contact.not_found');
  });

  it('go to another owner, with the history of owners', async () => {
    const id = await create('Moving on');
    expect((await send('POST', `accounts/${id}/transfer`, bed.rep, { to: bed.other.personId, reason: 'region' })).body.code).toBe('access.denied');
    expect((await send('POST', `accounts/${id}/transfer`, bed.manager, { to: bed.stranger.personId, reason: 'region' })).body.code).toBe('account.person_unknown');
    expect((await send('POST', `accounts/${id}/transfer`, bed.manager, { to: bed.other.personId, reason: 'region' })).body.ownerId).toBe(bed.other.personId);
    expect((await send('GET', `accounts/${id}`, bed.rep)).status).toBe(404);
    const { owners } = (await send('GET', `accounts/${id}`, bed.other)).body;
    expect(owners).toMatchObject([{ ownerId: bed.rep.personId }, { ownerId: bed.other.personId, until: null, reason: 'region' }]);
  });
});

describe('all around a customer', () => {
  it('is one answer: contacts, deals, contracts, prepayments, receipts, visits, figures', async () => {
    const id = await create('Round');
    const contact = await send('POST', `accounts/${id}/contacts`, bed.rep, { name: 'Zhou', function: 'executive' });
    await send('POST', `accounts/${id}/visits`, bed.rep, { purpose: 'kick-off', outcome: 'good', contactIds: [contact.body.contactId] });
    const [dealId, contractId, receiptId] = [uuidv7(), uuidv7(), uuidv7()];
    const owner = { ownerId: bed.rep.personId, orgPath: '1.1.1.', accountId: id, accountName: 'Round' };
    await bed.hear(opportunityOpened, dealId, 1, { ...owner, opportunityId: dealId, leadId: null, pipeline: 'standard', stage: 'develop', product: 'Suite', amount: cny('1234.50'), expectedCloseOn: '2026-06-30' });
    await bed.hear(contractDrafted, contractId, 1, { ...owner, contractId, dealId, amount: cny('1200'), terms: standardPaymentTerms, version: 1 });
    await bed.hear(contractSigned, contractId, 2, { contractId, dealId, cycle: 1, amount: cny('1200'), signedAt: '2026-03-01T02:00:00.000Z', documentHash: 'x' });
    await bed.hear(receiptRecorded, receiptId, 1, { receiptId, accountId: id, amount: cny('900'), bankAccount: 'b', bankReference: uuidv7(), receivedOn: '2026-03-02' });
    await bed.hear(receiptAllocated, receiptId, 2, { receiptId, planId: uuidv7(), dealId, contractId, accountId: id, caseId: null, cycle: null, lines: [], allocated: cny('650.25'), received: cny('650.25'), outstanding: cny('0') });
    const { status, body } = await send('GET', `accounts/${id}/overview`, bed.rep);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accountId: id,
      contacts: [{ name: 'Zhou', function: 'executive' }],
      deals: [{ dealId, status: 'open', amount: cny('1234.50'), expectedCloseOn: '2026-06-30', openedAt: '2026-03-02T02:00:00.000Z', closedAt: null }],
      contracts: [{ contractId, status: 'signed', amount: cny('1200.00'), signedAt: '2026-03-01T02:00:00.000Z' }],
      prepayments: [cny('249.75')],
      receipts: [{ receiptId, amount: cny('900.00'), allocated: cny('650.25'), reversed: false }],
      visits: [{ purpose: 'kick-off', outcome: 'good', contactIds: [contact.body.contactId], by: bed.rep.personId }],
      own: [{ currency: 'CNY', open: cny('1234.50'), received: cny('900.00') }],
    });
    expect([body.rolledUp, body.beyondReach]).toEqual([body.own, { deals: 0, contracts: 0 }]);
  });

  it('has of deals and contracts only what the reader may see, says how many there are besides, and follows their owners and units', async () => {
    const id = await create('Shared');
    const [near, collector] = [await bed.service.person('sales-rep', '1.1.9.', bed.manager.personId), await bed.service.person('collector', '1.9.')];
    bed.http.signIn(near, collector);
    for (const mate of [near, bed.stranger]) await send('PUT', `accounts/${id}/team/${mate.personId}`, bed.rep, { access: 'read' });
    const ofPerson = ({ personId, unitPath }: Principal) => ({ ownerId: personId, orgPath: unitPath, accountId: id, accountName: 'Shared' });
    const open = async (owner: Principal) => {
      const dealId = uuidv7();
      await bed.hear(opportunityOpened, dealId, 1, { ...ofPerson(owner), opportunityId: dealId, leadId: null, pipeline: 'standard', stage: 'develop', product: 'Suite', amount: cny('10'), expectedCloseOn: '2026-06-30' });
      return dealId;
    };
    const [his, theirs, contractId] = [await open(bed.rep), await open(near), uuidv7()];
    await bed.hear(contractDrafted, contractId, 1, { ...ofPerson(bed.stranger), contractId, dealId: his, amount: cny('10'), terms: standardPaymentTerms, version: 1 });
    const sees = async (by: Principal) => {
      const { deals, contracts, beyondReach, hidden } = (await send('GET', `accounts/${id}/overview`, by)).body;
      const ids = [...deals.map(({ dealId }: { dealId: string }) => dealId).reverse(), ...contracts.map(({ contractId: of }: { contractId: string }) => of)];
      return [ids, beyondReach.deals, beyondReach.contracts, hidden];
    };
    expect(await sees(bed.rep)).toEqual([[his], 1, 1, []]);
    expect(await sees(near)).toEqual([[theirs], 1, 1, []]);
    expect(await sees(bed.stranger)).toEqual([[contractId], 2, 0, []]);
    expect(await sees(bed.manager)).toEqual([[his, theirs], 0, 1, []]);
    expect(await sees(bed.head)).toEqual([[his, theirs, contractId], 0, 0, []]);
    // Of a part that his roles do not show he hears no number either.
    expect(await sees(collector)).toEqual([[contractId], null, 0, ['contacts', 'deals']]);

    await bed.hear(contractOwnerChanged, contractId, 2, { contractId, dealId: his, fromId: bed.stranger.personId, toId: near.personId, toPath: '1.1.9.', reason: 'left', handOverId: uuidv7() });
    expect(await sees(bed.manager)).toEqual([[his, theirs, contractId], 0, 0, []]);
    await bed.database.transactions.run((tx) => followPath(tx, '1.1.9.', '1.2.9.'));
    expect(await sees(bed.manager)).toEqual([[his], 1, 1, []]);
    expect(await sees(bed.stranger)).toEqual([[theirs, contractId], 1, 0, []]);
  });

  it('of a key account shows who talks to whom, share of wallet, satisfaction, purchases and why he left', async () => {
    const id = await create('Key', { keyAccount: true });
    const person = async (name: string, does: string) => (await send('POST', `accounts/${id}/contacts`, bed.rep, { name, function: does })).body.contactId as string;
    const [ceo, cfo] = [await person('Their CEO', 'executive'), await person('Their CFO', 'finance')];
    await send('PUT', `accounts/${id}/relationships/${ceo}/${bed.head.personId}`, bed.rep, { function: 'executive', strength: 4 });
    const strange = await create('Elsewhere');
    expect((await send('PUT', `accounts/${strange}/relationships/${ceo}/${bed.head.personId}`, bed.rep, { function: 'executive', strength: 4 })).body.code).toBe('account.contact_unknown');
    for (const level of [5, 2]) await send('POST', `accounts/${id}/satisfaction`, bed.rep, { level, channel: 'survey' });
    expect((await send('POST', `accounts/${id}/satisfaction`, bed.rep, { level: 6, channel: 'survey' })).body.code).toBe('request.invalid');
    await send('POST', `accounts/${id}/wallet`, bed.rep, { year: 2026, spend: cny('800000'), source: 'annual report' });
    for (const [amount, signedAt] of [['200000', '2026-02-20T02:00:00.000Z'], ['100000', '2025-12-31T15:59:59.000Z'], ['50000', '2025-12-31T16:00:00.000Z'], ['7', '2024-05-01T00:00:00.000Z']] as const) {
      const [contractId, dealId] = [uuidv7(), uuidv7()];
      await bed.hear(contractDrafted, contractId, 1, { contractId, dealId, accountId: id, accountName: 'Key', ownerId: bed.rep.personId, orgPath: '1.1.1.', amount: cny(amount), terms: standardPaymentTerms, version: 1 });
      await bed.hear(contractSigned, contractId, 2, { contractId, dealId, cycle: 1, amount: cny(amount), signedAt, documentHash: 'x' });
    }
    await send('POST', `accounts/${id}/churn`, bed.rep, { reason: 'competitor', lostTo: 'Rival', note: 'cheaper' });
    expect((await send('POST', `accounts/${id}/churn`, bed.rep, { reason: 'price' })).body.code).toBe('account.wrong_status');
    await send('POST', `accounts/${id}/win-back`, bed.rep, {});
    const { body } = await send('GET', `accounts/${id}/key-data`, bed.rep);
    expect(body).toMatchObject({
      keyAccount: true,
      relationships: [{ function: 'executive', strength: 4, theirs: { contactId: ceo, name: 'Their CEO' }, ours: { personId: bed.head.personId } }],
      gaps: ['finance'],
      // The year begins at midnight in Shanghai: what was signed a second before is last year's.
      wallet: [{ year: 2026, spend: cny('800000.00'), ours: cny('250000.00'), sharePercent: '31.25' }],
      satisfaction: { level: 2, history: [{ level: 2 }, { level: 5 }] },
      purchases: { lastAt: '2026-02-20T02:00:00.000Z', recencyDays: 10, lastYear: 3, ever: 4, amounts: [{ currency: 'CNY', lastYear: cny('350000.00'), ever: cny('350007.00') }] },
      churns: [{ reason: 'competitor', lostTo: 'Rival', note: 'cheaper' }],
    });
    expect(body.churns[0].wonBackAt).not.toBeNull();
    await send('DELETE', `accounts/${id}/relationships/${ceo}/${bed.head.personId}`, bed.rep);
    expect((await send('GET', `accounts/${id}/key-data`, bed.rep)).body.gaps).toEqual(['executive', 'finance']);
    expect(cfo).toBeDefined();
  });

  it('names the partners who serve him', async () => {
    const [id, partnerId] = [await create('Served'), await create('Partner')];
    const link = { partnerId, role: 'reseller', since: '2026-01-01' };
    expect((await send('POST', `accounts/${id}/partners`, bed.rep, link)).status).toBe(200);
    const { version } = (await send('POST', `accounts/${id}/partners`, bed.rep, link)).body;
    expect((await send('GET', `accounts/${id}`, bed.rep)).body).toMatchObject({ version, partners: [{ partnerId, name: 'Partner', role: 'reseller', since: '2026-01-01' }] });
    expect((await send('POST', `accounts/${id}/partners`, bed.rep, { ...link, partnerId: id })).body.code).toBe('account.partner_unknown');
    expect((await send('DELETE', `accounts/${id}/partners/${partnerId}/reseller`, bed.rep)).status).toBe(200);
    expect((await send('DELETE', `accounts/${id}/partners/${partnerId}/reseller`, bed.rep)).body.code).toBe('account.not_linked');
  });

  it('is told in events without gaps', async () => {
    const rows = await bed.database.query(
      `SELECT aggregateid, array_agg((headers->>'ce_sequence')::int ORDER BY seq) AS sequences FROM outbox WHERE aggregatetype = 'account' GROUP BY 1`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { sequences } of rows) expect(sequences).toEqual(sequences.map((_: number, at: number) => at + 1));
  });
});
