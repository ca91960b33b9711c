import type { PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { AccountsBed } from '../accounts.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
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
