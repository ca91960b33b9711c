import { opportunityOpened, opportunityOwnerChanged, opportunityWon } from '@throughline/events/opportunity-events';
import { planCancelled, planCreated, receiptAllocated, receiptRecorded, receiptReversed } from '@throughline/events/collection-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountTreeViews } from '../account-views/account-tree.views';
import { AccountsBed, cny } from '../accounts.fixture';
import { ShareAccountCommand } from '../share-account/share-account.command';
import { MoveAccountCommand } from './move-account.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeAll(async () => {
  bed = await AccountsBed.start();
});
afterAll(() => bed.stop());

const move = (accountId: string, parentId: string | null, by = bed.rep) => bed.service.get(MoveAccountCommand).execute({ accountId }, { parentId }, by);
const chain = async (length: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let level = 0; level < length; level += 1) {
    ids.push((await bed.create(`Level ${level}`, level > 0 ? { parentId: ids[level - 1]! } : {})).accountId);
  }
  return ids;
};
const depths = async (ids: string[]) => {
  const rows = await bed.database.query<{ id: string; depth: number }>('SELECT id, depth FROM account WHERE id = ANY ($1)', [ids]);
  return ids.map((id) => rows.find((row) => row.id === id)!.depth);
};

describe('the tree of a group', () => {
  it('has four levels at most', async () => {
    const [top, , , bottom] = await chain(4);
    await expect(bed.create('Fifth', { parentId: bottom! })).rejects.toMatchObject({ code: 'account.too_deep' });
    const { accountId: above } = await bed.create('Above');
    await expect(move(top!, above)).rejects.toMatchObject({ code: 'account.too_deep' });
  });

  it('moves a part with all below it, and counts the depths anew', async () => {
    const ids = await chain(3);
    const { accountId: group } = await bed.create('Group');
    expect(await depths(ids)).toEqual([1, 2, 3]);
    await move(ids[0]!, group);
    expect(await depths(ids)).toEqual([2, 3, 4]);
    await move(ids[1]!, null);
    expect(await depths(ids)).toEqual([2, 1, 2]);
  });

  it('runs in no circle', async () => {
    const [top, middle, bottom] = await chain(3);
    for (const below of [top!, middle!, bottom!]) await expect(move(top!, below)).rejects.toMatchObject({ code: 'account.too_deep' });
    // Nor by whoever writes beside the commands.
    const aside = bed.database.query('UPDATE account SET parent_id = $2, parent_depth = 3 WHERE id = $1', [top, bottom]);
    await expect(aside).rejects.toThrow(/account_at_most_four_levels|account_parent/);
    await expect(bed.database.query('UPDATE account SET parent_depth = 2 WHERE id = $1', [middle])).rejects.toThrow(/account_parent/);
  });

  it('holds both laws when many move at once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async (_, at) => (await bed.create(`Free ${at}`)).accountId));
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 12; round += 1) {
      const moves = ids.map((id, at) => move(id, ids[(at * 7 + round * 5 + 1) % ids.length]!).then(() => 'moved', (error: { code?: string }) => String(error.code)));
      for (const outcome of await Promise.all(moves)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].filter((code) => !['moved', 'account.too_deep', 'concurrency.busy'].includes(code))).toEqual([]);
    expect(outcomes.get('moved')).toBeGreaterThan(0);
    const broken = await bed.database.query(
      `WITH RECURSIVE up AS (SELECT id, parent_id, depth, 1 AS steps FROM account UNION ALL SELECT up.id, a.parent_id, up.depth, up.steps + 1 FROM up JOIN account a ON a.id = up.parent_id WHERE up.steps < 10)
       SELECT id, max(steps) AS steps, depth FROM up GROUP BY id, depth HAVING max(steps) <> depth OR max(steps) > 4`,
    );
    expect(broken).toEqual([]);
  });

  it('two who put each under the other: one succeeds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [(await bed.create(`A ${round}`)).accountId, (await bed.create(`B ${round}`)).accountId];
      const results = await Promise.allSettled([move(a, b), move(b, a)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [lost] = results.filter((result) => result.status === 'rejected');
      expect((lost as PromiseRejectedResult).reason).toMatchObject({ code: 'account.too_deep' });
    }
  });
});

describe('figures of a group', () => {
  let dealId: string;
  const deal = (accountId: string, amount: string, currency = 'CNY') => {
    dealId = uuidv7();
    return { opportunityId: dealId, accountId, ownerId: bed.rep.personId, accountName: 'A', orgPath: '1.1.1.', product: 'Suite', amount: { amount, currency } };
  };
  const opened = (data: ReturnType<typeof deal>) =>
    bed.hear(opportunityOpened, data.opportunityId, 1, { ...data, leadId: null, pipeline: 'standard', stage: 'develop', expectedCloseOn: '2026-06-30' });
  const won = (data: ReturnType<typeof deal>) => bed.hear(opportunityWon, data.opportunityId, 2, { ...data, terms: standardPaymentTerms, cycle: 1 });
  const figure = (currency: string, open: string, wonAmount: string, invoiced: string, received: string) => {
    const money = (amount: string) => ({ amount, currency });
    return { currency, open: money(open), won: money(wonAmount), invoiced: money(invoiced), received: money(received) };
  };
  const tree = async (accountId: string, by = bed.rep) => (await bed.service.get(AccountTreeViews).tree(accountId, by)).nodes;

  it('come from what opportunities and collections tell, by currency, and add up along the tree', async () => {
    const [top, middle, bottom] = (await chain(3)) as [string, string, string];
    await opened(deal(top, '100'));
    const sale = deal(bottom, '5000');
    await opened(sale);
    await won(sale);
    await opened(deal(middle, '70', 'USD'));
    const plan = { planId: uuidv7(), dealId: sale.opportunityId, contractId: uuidv7(), accountId: bottom };
    await bed.hear(planCreated, plan.planId, 1, { ...plan, caseId: uuidv7(), cycle: 1, amount: cny('5000'), ownerId: bed.rep.personId, lines: [] });
    const receipt = { receiptId: uuidv7(), accountId: bottom, amount: cny('3000') };
    await bed.hear(receiptRecorded, receipt.receiptId, 1, { ...receipt, bankAccount: 'x', bankReference: '1', receivedOn: '2026-03-02' });
    await bed.hear(receiptAllocated, receipt.receiptId, 2, {
      ...plan, receiptId: receipt.receiptId, caseId: null, cycle: null, lines: [], allocated: cny('2000'), received: cny('2000'), outstanding: cny('3000'),
    });
    const nodes = await tree(top);
    expect(nodes.map(({ accountId }) => accountId)).toEqual([top, middle, bottom]);
    expect(nodes[2]!.own).toEqual([figure('CNY', '0.00', '5000.00', '5000.00', '3000.00')]);
    expect(nodes[1]!.rolledUp).toEqual([figure('CNY', '0.00', '5000.00', '5000.00', '3000.00'), figure('USD', '70.00', '0.00', '0.00', '0.00')]);
    expect(nodes[0]!.rolledUp[0]).toEqual(figure('CNY', '100.00', '5000.00', '5000.00', '3000.00'));
    // The bank takes it back, the rest of the plan is cancelled.
    await bed.hear(receiptReversed, receipt.receiptId, 3, { ...receipt, reason: 'refused' });
    await bed.hear(planCancelled, plan.planId, 2, { ...plan, reason: 'ended', cancelled: cny('5000') });
    expect((await tree(top))[0]!.rolledUp[0]).toEqual(figure('CNY', '100.00', '5000.00', '0.00', '0.00'));
  });

  it('change nothing when a fact is heard again, or an older one late', async () => {
    const { accountId } = await bed.create('Twice');
    const sale = deal(accountId, '900');
    await opened(sale);
    await won(sale);
    await opened(sale);
    await bed.hear(opportunityOwnerChanged, sale.opportunityId, 1, { opportunityId: sale.opportunityId, accountId, fromId: bed.rep.personId, toId: bed.other.personId, toPath: '1.1.2.', reason: 'x', handOverId: uuidv7() });
    expect((await tree(accountId))[0]!.own).toEqual([figure('CNY', '0.00', '900.00', '0.00', '0.00')]);
    const [row] = await bed.database.query('SELECT owner_id FROM account_deal WHERE deal_id = $1', [sale.opportunityId]);
    expect(row.owner_id).toBe(bed.rep.personId);
  });

  it('are right when many facts of one customer come at once', async () => {
    const { accountId } = await bed.create('Busy');
    await Promise.all(Array.from({ length: 20 }, () => opened(deal(accountId, '10'))));
    expect((await tree(accountId))[0]!.own).toEqual([figure('CNY', '200.00', '0.00', '0.00', '0.00')]);
  });

  it('count what one may not see, without telling its name', async () => {
    const { accountId: top } = await bed.create('Mine');
    const { accountId: hidden } = await bed.create('Hidden Ltd', {}, bed.stranger);
    await bed.database.query('UPDATE account SET parent_id = $2, parent_depth = 1 WHERE id = $1', [hidden, top]);
    await opened(deal(hidden, '40'));
    const [, node] = await tree(top);
    expect(node).toMatchObject({ accountId: null, ownerId: null, name: 'H***', own: [], rolledUp: [figure('CNY', '40.00', '0.00', '0.00', '0.00')] });
    await bed.service.get(ShareAccountCommand).share({ accountId: hidden, personId: bed.rep.personId }, { access: 'read' }, bed.stranger);
    expect((await tree(top))[1]).toMatchObject({ accountId: hidden, name: 'Hidden Ltd' });
  });
});
