import { contractDrafted, contractOwnerChanged } from '@throughline/events/contract-events';
import { opportunityOpened, opportunityOwnerChanged } from '@throughline/events/opportunity-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountsBed, cny } from '../accounts.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { HandOverCommand } from './hand-over.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const handOver = (by = bed.manager, to = bed.other.personId, from = bed.rep.personId) => bed.service.get(HandOverCommand).execute({ from, to, reason: 'leaves us' }, by);
const claimed = async () => {
  const leadId = await bed.service.lead(bed.rep);
  await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.rep);
  return leadId;
};

describe('a hand-over', () => {
  it('takes every lead and account at once, each with a fact and a history, also of somebody who is gone already', async () => {
    const leads = [await claimed(), await claimed()];
    const accounts = [];
    for (const name of ['One', 'Two', 'Three']) accounts.push((await bed.create(name, { keyAccount: true })).accountId);
    await bed.create('Not his', {}, bed.other);
    await bed.database.query('UPDATE known_person SET active = false WHERE id = $1', [bed.rep.personId]);
    await bed.database.truncate();
    const done = await handOver();
    expect(done).toMatchObject({ leads: 2, accounts: 3, left: { leads: 0, accounts: 0, deals: 0, contracts: 0 } });
    const facts = await bed.database.facts();
    expect(facts.filter((fact) => fact !== 'clock.poked').sort()).toEqual([
      'account.ownership-changed', 'account.ownership-changed', 'account.ownership-changed', 'hand-over.declared', 'lead.assigned', 'lead.assigned',
    ]);
    const lead = await bed.service.get(LeadViews).detail(leads[0]!, bed.other);
    expect(lead).toMatchObject({ ownerId: bed.other.personId, status: 'owned' });
    expect(lead.owners.map(({ ownerId, endReason }) => [ownerId, endReason])).toEqual([[bed.rep.personId, 'handed-over'], [bed.other.personId, null]]);
    const [{ count }] = await bed.database.query('SELECT count(*)::int FROM account_ownership WHERE hand_over_id = $1 AND ended_at IS NULL AND owner_id = $2', [done.handOverId, bed.other.personId]);
    expect(count).toBe(3);
    // Visits stay due when they were; the new owner is asked for them.
    expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 3 });
    const asked = (await bed.database.events()).filter(({ type }) => type.includes('visit-due')).map(({ payload }) => payload.recipients);
    expect(asked).toEqual(Array(3).fill([bed.other.personId]));
    expect(accounts).toHaveLength(3);
  });

  it('says what is left with the other services, until they have told', async () => {
    const { accountId } = await bed.create('Customer');
    const [dealId, contractId] = [uuidv7(), uuidv7()];
    const owner = { ownerId: bed.rep.personId, orgPath: '1.1.1.', accountId, accountName: 'Customer' };
    await bed.hear(opportunityOpened, dealId, 1, { ...owner, opportunityId: dealId, leadId: null, pipeline: 'standard', stage: 'develop', product: 'Suite', amount: cny('10'), expectedCloseOn: '2026-06-30' });
    await bed.hear(contractDrafted, contractId, 1, { ...owner, contractId, dealId, amount: cny('10'), terms: standardPaymentTerms, version: 1 });
    const { handOverId, left } = await handOver();
    expect(left).toEqual({ leads: 0, accounts: 0, deals: 1, contracts: 1 });
    const moved = { fromId: bed.rep.personId, toId: bed.other.personId, toPath: '1.1.2.', reason: 'leaves us', handOverId };
    await bed.hear(opportunityOwnerChanged, dealId, 2, { ...moved, opportunityId: dealId, accountId });
    expect((await bed.http.send('GET', `/v1/accounts/hand-overs/${handOverId}`, bed.manager)).body.left).toMatchObject({ deals: 0, contracts: 1 });
    await bed.hear(contractOwnerChanged, contractId, 2, { ...moved, contractId, dealId });
    expect((await bed.http.send('GET', `/v1/accounts/hand-overs/${handOverId}`, bed.manager)).body.left).toMatchObject({ deals: 0, contracts: 0 });
    expect((await bed.http.send('GET', `/v1/accounts/hand-overs/${handOverId}`, bed.stranger)).status).toBe(404);
  });

  it('is for managers, within their units, to sellers there', async () => {
    await expect(handOver(bed.rep)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(handOver(bed.stranger)).rejects.toMatchObject({ code: 'account.person_unknown' });
    await expect(handOver(bed.manager, bed.stranger.personId)).rejects.toMatchObject({ code: 'account.person_unknown' });
    await expect(handOver(bed.manager, bed.rep.personId)).rejects.toMatchObject({ code: 'account.same_owner' });
    const lawyer = await bed.service.person('legal', '1.1.1.');
    await expect(handOver(bed.manager, lawyer.personId)).rejects.toMatchObject({ code: 'account.person_unknown' });
  });

  it('done twice at once moves each thing once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => bed.create(`Company ${at}`)));
    await claimed();
    await bed.database.truncate();
    const done = await Promise.all([handOver(), handOver()]);
    expect(done.map(({ accounts }) => accounts).sort()).toEqual([0, 8]);
    expect(done.map(({ leads }) => leads).sort()).toEqual([0, 1]);
    const facts = await bed.database.facts();
    expect(facts.filter((fact) => fact === 'account.ownership-changed')).toHaveLength(8);
    expect(facts.filter((fact) => fact === 'lead.assigned')).toHaveLength(1);
  });

  it('is all or nothing: where one piece fails, nothing has moved', async () => {
    await claimed();
    const { accountId } = await bed.create('Stays');
    await bed.database.query(`ALTER TABLE account ADD CONSTRAINT stays CHECK (owner_id = '${bed.rep.personId}')`);
    await expect(handOver()).rejects.toThrow();
    const [lead] = await bed.database.query('SELECT owner_id FROM lead');
    const [account] = await bed.database.query('SELECT owner_id FROM account WHERE id = $1', [accountId]);
    expect([lead.owner_id, account.owner_id]).toEqual([bed.rep.personId, bed.rep.personId]);
  });
});
