import type { Principal } from '@throughline/access/principal';
import { personChanged, type PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { v7 as uuidv7 } from 'uuid';
import { AccountViews } from '../account-views/account.views';
import { AccountsBed } from '../accounts.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { FollowCalendar } from '../recompute-for-calendar/follow-calendar';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { HandOverWhenPersonLeft } from './hand-over-when-person-left';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const owned = async () => {
  const leadId = await bed.service.lead(bed.rep);
  await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.rep);
  return leadId;
};
const leaves = (active = false) =>
  bed.database.transactions.run((tx) => bed.service.get(HandOverWhenPersonLeft).handle({ data: { personId: bed.rep.personId, active } } as ReceivedEvent<PersonData>, tx));
const facts = async () => (await bed.database.facts()).filter((fact) => /^(lead|account|hand-over)\./.test(fact)).sort();

it('all that is his goes to his manager, once', async () => {
  const leadId = await owned();
  await bed.create('His');
  await bed.database.truncate();
  await leaves(true);
  expect(await facts()).toEqual([]);
  await leaves();
  await leaves();
  expect(await facts()).toEqual(['account.ownership-changed', 'hand-over.declared', 'lead.assigned']);
  expect(await bed.database.query('SELECT owner_id, end_reason FROM ownership WHERE lead_id = $1 ORDER BY ended_at NULLS LAST', [leadId])).toEqual([
    { owner_id: bed.rep.personId, end_reason: 'handed-over' }, { owner_id: bed.manager.personId, end_reason: null },
  ]);
});

it('without a manager his leads go to their pools', async () => {
  const leadId = await owned();
  await bed.database.query('UPDATE known_person SET manager_id = NULL WHERE id = $1', [bed.rep.personId]);
  await bed.database.truncate();
  await leaves();
  await leaves();
  expect(await facts()).toEqual(['lead.released']);
  expect(await bed.database.query('SELECT status, owner_id, end_reason FROM lead WHERE id = $1', [leadId])).toEqual([{ status: 'available', owner_id: null, end_reason: 'released' }]);
  expect(await bed.database.query('SELECT FROM deadline WHERE subject_id = $1', [leadId])).toEqual([]);
});

it('who changes unit keeps what is his, and takes it along: seen from where he is now, and free again it is back in its pool', async () => {
  const leadId = await owned();
  const { accountId } = await bed.create('His');
  const { personId, name, roles } = bed.rep;
  const data = { personId, name, email: 'r@example.test', position: 'Sales', roles, unitId: uuidv7(), unitPath: '1.2.1.', managerId: bed.stranger.personId, zone: 'Asia/Shanghai', active: true };
  await bed.database.query('UPDATE known_person SET unit_id = $2 WHERE id = $1', [personId, uuidv7()]);
  const seenBy = async (by: Principal) => [
    (await bed.service.get(LeadViews).list({ limit: 50, view: 'unit' } as never, by)).items.some((one) => one.leadId === leadId),
    (await bed.service.get(AccountViews).list({ limit: 50, view: 'unit' } as never, by)).items.some((one) => one.accountId === accountId),
  ];
  expect([await seenBy(bed.manager), await seenBy(bed.stranger)]).toEqual([[true, true], [false, false]]);
  await bed.database.transactions.run((tx) => bed.service.get(FollowCalendar).handle({ type: personChanged.type, data, sequence: 99 } as ReceivedEvent, tx));
  expect([await seenBy(bed.manager), await seenBy(bed.stranger)]).toEqual([[false, false], [true, true]]);
  const [{ pool }] = (await bed.database.query('SELECT org_path AS pool FROM pool WHERE id = $1', [bed.service.poolId])) as [{ pool: string }];
  await bed.service.get(ReleaseLeadCommand).execute({ leadId, reason: 'nothing came of it' }, { ...bed.rep, unitPath: '1.2.1.' });
  expect(await bed.database.query('SELECT org_path FROM lead WHERE id = $1', [leadId])).toEqual([{ org_path: pool }]);
});
