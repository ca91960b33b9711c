import { contractActivated, contractDrafted, contractEnded, contractSigned, contractTerminated } from '@throughline/events/contract-events';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import { opportunityActivityRecorded, opportunityLost, opportunityOpened, opportunityWon, stageChanged } from '@throughline/events/opportunity-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import type { ApplyPolicy } from '../apply-policy/apply-policy.dto';
import { AskExtensionCommand } from '../ask-extension/ask-extension.command';
import { AttachLeadCommand } from '../attach-lead/attach-lead.command';
import type { CaptureLead } from '../capture-lead/capture-lead.dto';
import { ChangeAccountCommand } from '../change-account/change-account.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConcludeExtensionCommand } from '../conclude-extension/conclude-extension.command';
import { CreateAccountCommand } from '../create-account/create-account.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { ExtendLeadCommand } from '../extend-lead/extend-lead.command';
import { FollowContracts } from '../follow-contracts/follow-contracts';
import { FollowDeals } from '../follow-deals/follow-deals';
import { LeadViews } from '../lead-views/lead.views';
import { LockLeadCommand } from '../lock-lead/lock-lead.command';
import { PauseLeadCommand } from '../pause-lead/pause-lead.command';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import type { RecordActivity } from '../record-activity/record-activity.dto';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { ResumeLeadCommand } from '../resume-lead/resume-lead.command';
import { TagLeadCommand } from '../tag-lead/tag-lead.command';
import { TransferLeadsCommand } from '../transfer-leads/transfer-leads.command';
import { UnlockLeadCommand } from '../unlock-lead/unlock-lead.command';
import { UntagLeadCommand } from '../untag-lead/untag-lead.command';
import { VisitAccountCommand } from '../visit-account/visit-account.command';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import type { Name, Rules, Stage } from './stage.fixture';

/** What somebody does, in words and as a command. An answer is what cannot be seen in the facts of the lead. */
export interface Act {
  text: string;
  work: (stage: Stage) => Promise<string | void>;
}
const act = (text: string, work: (stage: Stage) => Promise<unknown>): Act => ({ text, work: async (stage) => void (await work(stage)) });
const whose = (lead: string): string => (lead === 'lead' ? '' : ` ${lead}`);
const why = { reason: 'told in the story' };

export const comesIn = (lead = 'lead', fields: Partial<CaptureLead> = {}): Act =>
  act(`${lead} comes in${Object.keys(fields).length > 0 ? ` (${Object.values(fields).join(', ')})` : ''}`, async (stage) => stage.leads.set(lead, await stage.service.lead(stage.person('Hua'), { poolId: stage.poolId, ...fields })));
export const claims = (who: Name, lead = 'lead'): Act => act(`${who} claims${whose(lead)}`, (stage) => stage.service.get(ClaimLeadCommand).execute({ leadId: stage.lead(lead) }, stage.person(who)));
export const releases = (who: Name, lead = 'lead'): Act =>
  act(`${who} gives${whose(lead)} back`, (stage) => stage.service.get(ReleaseLeadCommand).execute({ leadId: stage.lead(lead) }, stage.person(who)));
export const looks = (who: Name, lead = 'lead'): Act => ({
  text: `${who} looks${whose(lead)}`,
  work: async (stage) => {
    await stage.service.get(LeadViews).detail(stage.lead(lead), stage.person(who));
    return `${who} sees${whose(lead)}`;
  },
});
export const does = (who: Name, kind: RecordActivity['kind'], more: { minutes?: number; on?: RecordActivity['on'] } = {}): Act =>
  act(`${who}: ${kind}${more.minutes === undefined ? '' : ` ${more.minutes} min`}${more.on ? ` on ${more.on}` : ''}`, (stage) =>
    stage.service.get(RecordActivityCommand).execute({ leadId: stage.lead('lead'), kind, ...more }, stage.person(who)));
export const transfers = (who: Name, to: Name): Act =>
  act(`${who} transfers to ${to}`, (stage) => stage.service.get(TransferLeadsCommand).one({ leadId: stage.lead('lead'), to: stage.person(to).personId }, stage.person(who)));

const holds = { pause: PauseLeadCommand, resume: ResumeLeadCommand, lock: LockLeadCommand, unlock: UnlockLeadCommand };
export const holding = (who: Name, verb: keyof typeof holds): Act =>
  act(`${who}: ${verb}`, (stage) => stage.service.get(holds[verb] as typeof PauseLeadCommand).execute({ leadId: stage.lead('lead'), ...why }, stage.person(who)));
export const tags = (who: Name, tag: string, lead = 'lead'): Act => act(`${who} tags${whose(lead)} ${tag}`, (stage) => stage.service.get(TagLeadCommand).execute({ leadId: stage.lead(lead), tags: [tag] }, stage.person(who)));
export const untags = (who: Name, tag: string): Act => act(`${who} takes tag ${tag} off`, (stage) => stage.service.get(UntagLeadCommand).execute({ leadId: stage.lead('lead'), tags: [tag] }, stage.person(who)));

export const asks = (who: Name): Act =>
  act(`${who} asks for more time`, async (stage) => (stage.requestId = (await stage.service.get(AskExtensionCommand).execute({ leadId: stage.lead('lead'), ...why }, stage.person(who))).requestId));
export const answered = (outcome: 'granted' | 'refused'): Act => act(outcome, (stage) => stage.service.get(ConcludeExtensionCommand).execute(stage.requestId!, outcome));
export const extended = (who: Name): Act => act(`${who} extends`, (stage) => stage.service.get(ExtendLeadCommand).execute({ leadId: stage.lead('lead'), ...why }, stage.person(who)));

export const newRules = (rules: Rules, grandfathering: ApplyPolicy['grandfathering'], graceDays = 0): Act => ({
  text: `new rules, ${grandfathering}${graceDays ? `, ${graceDays} days grace` : ''}`,
  work: async (stage) => {
    stage.policyVersion += 1;
    const document = stage.policy(rules);
    await stage.service.get(DraftPolicyCommand).execute({ document }, stage.person('Hua'));
    await stage.service.get(ApplyPolicyCommand).execute({ kind: 'lead', id: document.id, version: document.version, grandfathering, graceDays }, stage.person('Hua'));
    await stage.service.get(WorkPoliciesCommand).execute();
    return `new rules${await stage.end(stage.lead('lead'))}`;
  },
});

/** The lead belongs to a customer from now on. */
export const customer = (): Act =>
  act('it is of a customer', async (stage) => {
    stage.accountId = (await stage.service.get(CreateAccountCommand).execute({ name: `Customer ${uuidv7()}` }, stage.person('Ann'))).accountId;
    await stage.service.get(AttachLeadCommand).execute({ leadId: stage.lead('lead'), accountId: stage.accountId }, stage.person('Ann'));
  });
export const keyCustomer = (): Act =>
  act('it is a key account', (stage) => stage.service.get(ChangeAccountCommand).execute({ accountId: stage.accountId! }, { keyAccount: true }, stage.person('Ann')));
export const visited = (who: Name): Act =>
  act(`${who} visits the customer`, (stage) => stage.service.get(VisitAccountCommand).execute({ accountId: stage.accountId! }, { kind: 'on-site', purpose: 'talk', contactIds: [] }, stage.person(who)));

const amount = { amount: '1000.00', currency: 'CNY' };
const about = (stage: Stage) => ({ accountId: stage.accountId!, accountName: 'Customer', ownerId: stage.person('Ann').personId, orgPath: stage.person('Ann').unitPath, amount });
const one = (stage: Stage, name: string) => stage.others.get(name) ?? stage.others.set(name, { id: uuidv7(), sequence: 0 }).get(name)!;
/** What another service tells, as its consumer takes it: in one transaction, at the instant of the story. */
async function hear<D>(stage: Stage, name: string, definition: EventDefinition<D>, data: D): Promise<void> {
  const subject = one(stage, name);
  subject.sequence += 1;
  const consumer = [FollowDeals, FollowContracts].map((type) => stage.service.get<EventSubscription>(type)).find(({ on }) => on.some(({ type }) => type === definition.type))!;
  await stage.service.database.transactions.run((tx) =>
    consumer.handle({ ...definition.of({ id: subject.id, version: subject.sequence, data }), id: uuidv7(), time: tx.now } as unknown as ReceivedEvent<D>, tx));
}
const dealOf = (stage: Stage, deal: string) => ({ opportunityId: one(stage, deal).id, accountId: stage.accountId!, ownerId: stage.person('Ann').personId });

export const dealOpens = (deal = 'deal'): Act =>
  act(`${deal} opens`, (stage) => hear(stage, deal, opportunityOpened, { ...about(stage), ...dealOf(stage, deal), leadId: null, pipeline: 'standard', stage: 'develop', passed: ['develop'], product: 'Suite', expectedCloseOn: '2026-12-31' }));
export const dealMoves = (to: string, passed: string[], deal = 'deal'): Act =>
  act(`${deal} enters ${to}`, (stage) => hear(stage, deal, stageChanged, { ...dealOf(stage, deal), from: '', to, passed, soonAt: null, overdueAt: null }));
export const dealWon = (deal = 'deal'): Act =>
  act(`${deal} is won`, (stage) => hear(stage, deal, opportunityWon, { ...about(stage), ...dealOf(stage, deal), product: 'Suite', terms: standardPaymentTerms, cycle: 1 }));
export const dealLost = (deal = 'deal'): Act => act(`${deal} is lost`, (stage) => hear(stage, deal, opportunityLost, { ...dealOf(stage, deal), reason: 'price', note: null, amount }));
export const dealWork = (who: Name, kind: string, minutes: number, on: 'deal' | 'quote' = 'deal'): Act =>
  act(`${who}: ${kind} ${minutes} min, told of the ${on}`, (stage) => hear(stage, 'deal', opportunityActivityRecorded, { ...dealOf(stage, 'deal'), activityId: uuidv7(), by: stage.person(who).personId, kind, minutes, on }));

const contractOf = (stage: Stage) => ({ contractId: one(stage, 'contract').id, dealId: one(stage, 'deal').id });
export const contractSigns = (): Act =>
  act('a contract is signed', async (stage) => {
    await hear(stage, 'contract', contractDrafted, { ...about(stage), ...contractOf(stage), terms: standardPaymentTerms, version: 1 });
    const [{ now }] = await stage.query('SELECT now FROM sandbox.time');
    await hear(stage, 'contract', contractSigned, { ...contractOf(stage), cycle: 1, amount, signedAt: now.toISOString(), documentHash: 'x' });
  });
/** `lastDay`: its last instant is the end of that day, local. */
export const contractLives = (lastDay?: string): Act =>
  act(`it comes into force${lastDay ? ` to ${lastDay}` : ''}`, (stage) => {
    const endsAt = lastDay === undefined ? null : new Date(stage.instant(`${lastDay} 23:59`).getTime() + 60_000).toISOString();
    return hear(stage, 'contract', contractActivated, { ...about(stage), ...contractOf(stage), terms: standardPaymentTerms, activatedAt: '2026-01-01T00:00:00.000Z', startsOn: null, endsOn: lastDay ?? null, endsAt });
  });
export const contractEnds = (endsOn: string): Act =>
  act('its term is over', async (stage) => {
    const [{ now }] = await stage.query('SELECT now FROM sandbox.time');
    await hear(stage, 'contract', contractEnded, { ...contractOf(stage), accountId: stage.accountId!, endsOn, endedAt: now.toISOString() });
  });
export const contractTerminates = (): Act => act('it is terminated', (stage) => hear(stage, 'contract', contractTerminated, { ...contractOf(stage), reason: 'insolvent' }));
export const nothing = (): Act => act('nothing', async () => undefined);
