import { policyPublished } from '@throughline/events/policy-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { DirectoryOverHttp } from '../directory.fixture';
import { FollowApprovalKinds } from '../follow-approval-kinds/follow-approval-kinds';
import { companyPeople } from '../seed-company/company';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const idOf = (name: string): string => companyPeople.find((person) => person.name === name)!.id;
// A rep of the East, her manager, a rep of the South with another manager, the head of sales.
const [rep, manager, stranger, head, admin] = ['Lin Fang', 'Xu Peng', 'Liang Chao', 'Gao Yuan', 'Hao Ran'] as const;
const pathOf = (name: string) => `/v1/people/${idOf(name)}/stand-ins`;
const week = { from: '2026-05-04', to: '2026-05-08' };
const name = async (person: string, standIn: string, more: object = {}, by: string = admin) => {
  const { status, body } = await directory.send('POST', pathOf(person), by, { ...week, standInId: idOf(standIn), ...more });
  return status === 201 ? 201 : [status, body.code];
};

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(async () => {
  for (const table of ['stand_in_scope', 'stand_in', 'absence']) await directory.database.query(`DELETE FROM ${table}`);
  await directory.database.query('UPDATE person SET active = true');
  await directory.database.truncate();
});

describe('a stand-in', () => {
  it('is named by oneself, with days of his zone, kinds and a highest amount; is told, listed and withdrawn', async () => {
    const body = { ...week, standInId: idOf(stranger), kinds: ['discount', 'extension'], upTo: { amount: '50000.00', currency: 'CNY' } };
    const named = await directory.send('POST', pathOf(rep), rep, body);
    const told = { personId: idOf(rep), standInId: idOf(stranger), from: '2026-05-03T16:00:00.000Z', to: '2026-05-08T16:00:00.000Z', kinds: body.kinds, upTo: body.upTo };
    expect(named).toMatchObject({ status: 201, body: { ...told, withdrawnAt: null } });
    expect((await directory.send('GET', pathOf(rep), rep)).body.items).toEqual([named.body]);
    const one = `${pathOf(rep)}/${named.body.id}`;
    expect(await directory.send('DELETE', one, rep)).toMatchObject({ status: 200, body: { ...told, withdrawnAt: '2026-03-02T01:00:00.000Z' } });
    expect(await directory.send('DELETE', one, rep)).toMatchObject({ status: 409, body: { code: 'stand_in.already_withdrawn' } });
    expect((await directory.send('GET', pathOf(rep), rep)).body.items).toEqual([]);
    expect((await directory.send('GET', `${pathOf(rep)}?withdrawn=with`, rep)).body.items).toHaveLength(1);
    expect(await directory.database.facts()).toEqual(['person.stand-in-named', 'person.stand-in-withdrawn']);
    const events = await directory.database.events();
    expect(events.map(({ payload }) => payload)).toEqual([{ ...told, entryId: named.body.id }, { ...told, entryId: named.body.id }]);
    const [first, second] = events.map(({ headers }) => Number(headers.ce_sequence));
    expect(second).toBe(first! + 1);
  });

  it('is named by those above, not by others; nor may they look', async () => {
    expect(await name(rep, stranger, {}, manager)).toBe(201);
    expect(await name(rep, stranger, { from: '2026-06-01', to: '2026-06-02' }, stranger)).toEqual([403, 'access.denied']);
    expect((await directory.send('GET', pathOf(rep), stranger)).status).toBe(403);
    expect((await directory.send('GET', pathOf(rep), head)).status).toBe(200);
    expect(await directory.send('DELETE', `${pathOf(rep)}/${idOf(rep)}`, manager)).toMatchObject({ status: 404, body: { code: 'stand_in.not_found' } });
  });

  it.each([
    [{ standInId: idOf(rep) }, 422, 'stand_in.oneself'],
    [{ from: '2026-02-02', to: '2026-02-03' }, 422, 'stand_in.is_over'],
    [{ to: '2026-05-03' }, 422, 'absence.ends_before_it_starts'],
    [{ standInId: '0199d000-0000-7000-8002-999999999999' }, 404, 'person.not_found'],
    [{ kinds: ['discount', 'fishing'] }, 422, 'stand_in.unknown_kind'],
    [{ kinds: [''] }, 400, 'request.invalid'],
    [{ kinds: ['discount', 'discount'] }, 400, 'request.invalid'],
    [{ upTo: { amount: '0.00', currency: 'CNY' } }, 400, 'request.invalid'],
    [{ upTo: { amount: '-5.00', currency: 'CNY' } }, 400, 'request.invalid'],
  ])('is refused as %j', async (more, status, code) => {
    expect(await name(rep, stranger, more)).toEqual([status, code]);
    expect(await directory.database.facts()).toEqual([]);
  });

  it('is somebody who is with us, and is not away the whole time, be it by two absences that meet', async () => {
    await directory.database.query('UPDATE person SET active = false WHERE id = $1', [idOf(stranger)]);
    expect(await name(rep, stranger)).toEqual([422, 'stand_in.has_left']);
    for (const [from, to] of [['2026-05-01', '2026-05-05'], ['2026-05-06', '2026-05-08']]) {
      expect(await name(rep, head)).toBe(201);
      await directory.database.query('DELETE FROM stand_in_scope');
      await directory.send('POST', `/v1/people/${idOf(head)}/absences`, head, { from, to, kind: 'holiday' });
    }
    expect(await name(rep, head)).toEqual([409, 'stand_in.away_too']);
    expect(await name(rep, head, { to: '2026-05-09' })).toBe(201);
  });

  it('is one for each kind and time; who is named for one kind stands beside who is named for everything', async () => {
    expect(await name(rep, stranger)).toBe(201);
    expect(await name(rep, head, { to: '2026-05-20' })).toEqual([409, 'stand_in.overlaps']);
    expect(await name(rep, head, { kinds: ['discount', 'collection'] })).toBe(201);
    expect(await name(rep, stranger, { kinds: ['extension', 'collection'] })).toEqual([409, 'stand_in.overlaps']);
    expect(await name(rep, head, { from: '2026-05-09', to: '2026-05-20' })).toBe(201);
  });

  it('is named for whatever approvals a policy declares, from when it is published; the refusal names what there is', async () => {
    const data = { kind: 'approval', policyId: 'travel-rules', subject: 'travel', author: 'Head', reason: 'Somebody has to look', effectiveFrom: '2026-05-01', version: 1 };
    const hear = (more: object) =>
      directory.database.transactions.run((tx) =>
        directory.get(FollowApprovalKinds).handle({ type: policyPublished.type, data: { ...data, ...more } } as ReceivedEvent<ReturnType<typeof policyPublished.data.parse>>, tx),
      );
    const { body } = await directory.send('POST', pathOf(rep), rep, { ...week, standInId: idOf(stranger), kinds: ['travel', 'discount'] });
    expect(body).toMatchObject({ code: 'stand_in.unknown_kind', field: 'kinds', data: { unknown: ['travel'], known: ['collection', 'contract-review', 'discount', 'duplicate', 'extension'] } });
    await hear({ kind: 'lead', subject: 'lead' });
    await Promise.all([hear({}), hear({ version: 2 })]);
    expect(await name(rep, stranger, { kinds: ['travel', 'discount'] })).toBe(201);
    expect(await name(rep, head, { kinds: ['lead'] })).toEqual([422, 'stand_in.unknown_kind']);
    expect((await directory.send('GET', pathOf(rep), rep)).body.items).toMatchObject([{ kinds: ['travel', 'discount'] }]);
  });

  it('never leads back, through whomever, unless at another time or for something else', async () => {
    expect(await name(rep, stranger, { kinds: ['discount', 'extension'] })).toBe(201);
    expect(await name(stranger, head, { from: '2026-05-06', to: '2026-05-12', kinds: ['discount'] })).toBe(201);
    expect(await name(stranger, rep, { kinds: ['extension'] })).toEqual([409, 'stand_in.leads_back']);
    expect(await name(head, rep)).toEqual([409, 'stand_in.leads_back']);
    expect(await name(head, rep, { kinds: ['extension'] })).toBe(201);
    expect(await name(head, rep, { kinds: ['discount'], from: '2026-05-09', to: '2026-05-12' })).toBe(201);
  });

  it('is one of two that name each other at once, and one of two for the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      await directory.database.query('DELETE FROM stand_in_scope');
      await directory.database.query('DELETE FROM stand_in');
      const each = await Promise.all([name(rep, stranger), name(stranger, head), name(head, rep)]);
      expect(each.filter((one) => one !== 201)).toEqual([[409, 'stand_in.leads_back']]);
      const same = await Promise.all([name(manager, stranger), name(manager, 'Dong Li')]);
      expect(same.filter((one) => one !== 201)).toEqual([[409, 'stand_in.overlaps']]);
    }
  });

  it('is one under one key', async () => {
    const send = () => directory.send('POST', pathOf(rep), rep, { ...week, standInId: idOf(stranger) }, { 'idempotency-key': 'may' });
    expect((await send()).body.id).toBe((await send()).body.id);
  });
});
