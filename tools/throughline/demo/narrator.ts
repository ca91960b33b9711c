import { DateTime } from 'luxon';
import type { Cast } from './cast';
import { shortType } from './happenings';
import type { Happening } from './happenings';

type Line = (event: Happening) => string | undefined;

/** Tells what happened, in business words, from the events that an independent consumer read on Kafka. */
export class Narrator {
  private today = 0;
  private readonly leads = new Map<string, string>();
  private readonly accounts = new Map<string, string>();
  private readonly deals = new Map<string, string>();
  private readonly contracts = new Map<string, string>();

  constructor(
    private readonly cast: Cast,
    private readonly dayOf: (at: Date) => number,
    private readonly print: (line: string) => void,
  ) {}

  /** The heading of a day, once. */
  private day(at: Date): void {
    const number = this.dayOf(at);
    if (number <= this.today) return;
    this.today = number;
    this.print('');
    this.print(`Day ${number} · ${DateTime.fromJSDate(at, { zone }).toFormat('ccc d LLL yyyy')}`);
  }

  /** The lines of one part of a day: what many did in one line each, what matters by itself. */
  tell(happenings: Happening[]): void {
    const many = new Map<string, { label: string; people: Map<string, number>; total: number }>();
    const told = new Map<string, number>();
    for (const event of reviewsTogether(happenings)) {
      this.remember(event);
      this.day(event.time);
      const type = shortType(event.type);
      if (type in crowds) {
        told.set(type, (told.get(type) ?? 0) + 1);
        if ((told.get(type) ?? 0) > examples) continue;
      }
      const summary = summaries[type];
      if (summary) {
        const group = many.get(type) ?? { label: summary.label, people: new Map(), total: 0 };
        const person = this.cast.name(event.data[summary.person]);
        group.people.set(person, (group.people.get(person) ?? 0) + 1);
        group.total += 1;
        many.set(type, group);
        continue;
      }
      const line = this.lines[type]?.(event);
      if (line) this.print(`  ${clock(event)}  ${line.charAt(0).toUpperCase()}${line.slice(1)}`);
    }
    for (const [type, count] of told) if (count > examples) this.print(`         ${crowds[type]?.replace('#', String(count - examples))}`);
    for (const { label, people, total } of many.values()) {
      const names = [...people].sort((a, b) => b[1] - a[1]);
      const shown = names.slice(0, 4).map(([name, count]) => (count > 1 ? `${name} ${count}` : name));
      const rest = names.length - shown.length;
      this.print(`         ${label.replace('#', String(total))} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`);
    }
  }

  private remember({ type, data, aggregateId }: Happening): void {
    switch (shortType(type)) {
      case 'lead.captured':
        this.leads.set(aggregateId, data.displayName);
        break;
      case 'opportunity.opened':
        this.deals.set(aggregateId, data.accountName);
        this.accounts.set(data.accountId, data.accountName);
        break;
      case 'contract.drafted':
        this.contracts.set(aggregateId, data.accountName);
        break;
    }
  }

  private readonly lines: Record<string, Line> = {
    'lead.recycle-warned': ({ data }) => `${this.cast.name(data.ownerId)} is reminded: ${this.lead(data.leadId)} goes back to the pool on ${date(data.dueAt)} (${data.because.text})`,
    'lead.recycled': ({ data }) => `${this.lead(data.leadId)} went back to the pool: ${this.cast.name(data.lastOwnerId)} had not followed up`,
    'lead.converted': ({ data }) => `${this.cast.name(data.ownerId)} converted ${data.accountName}: ${data.product}, ${money(data.amount)}`,
    'opportunity.stage-soon-overdue': ({ data }) => `${this.deal(data.opportunityId)} is soon overdue in stage ${data.stage}`,
    'opportunity.stage-overdue': ({ data }) => `${this.deal(data.opportunityId)} is overdue in stage ${data.stage}; ${this.cast.name(data.managerId)} is told`,
    'opportunity.discount-requested': ({ data }) => `${this.cast.name(data.requesterId)} asks for ${data.percent} % off for ${data.accountName}: ${money(data.listAmount)} → ${money(data.discountedAmount)}`,
    'opportunity.discount-decided': ({ data }) => `${this.deal(data.opportunityId)}: the discount was ${data.outcome}; the price is ${money(data.amount)}`,
    'opportunity.won': ({ data }) => `${this.cast.name(data.ownerId)} WON ${data.accountName}: ${money(data.amount)}`,
    'opportunity.lost': ({ data }) => `${this.deal(data.opportunityId)} was lost (${String(data.reason).replaceAll('_', ' ')})`,
    'opportunity.reopened': ({ data }) => `${this.deal(data.opportunityId)} is open again: ${data.reason}`,
    'task.assigned': ({ data }) => data.legs
      ? `${data.legs.join(', ')} are asked to review the contract with ${this.contracts.get(data.subjectId) ?? 'a customer'}${data.dueAt ? ` until ${date(data.dueAt)}` : ''}`
      : `${this.what(data)} waits for ${this.names(data.potentialOwners)}${data.dueAt ? ` until ${date(data.dueAt)}` : ''}`,
    'task.reminded': ({ data }) => `${this.names(data.recipients)} ${data.recipients.length > 1 ? 'are' : 'is'} reminded: ${this.what(data)} still waits`,
    'task.escalated': ({ data }) => `${this.what(data)} climbs to ${this.names(data.to)}`,
    'approval.lapsed': ({ data }) => `the discount for ${this.deal(data.dealId)} lapsed: nobody answered in time`,
    'contract.review-completed': ({ data, aggregateId }) => `The contract with ${this.contracts.get(aggregateId) ?? 'a customer'} was ${data.outcome}${data.reason ? `: ${data.reason}` : ''}`,
    'contract.signed': ({ data, aggregateId }) => `SIGNED: ${this.contracts.get(aggregateId) ?? 'a contract'}, ${money(data.amount)}`,
    'plan.created': ({ data }) => `${this.account(data.accountId)} will pay ${data.lines.map((line: any) => `${money(line.amount)} by ${date(line.dueOn)}`).join(', ')}`,
    'dunning.reminder-sent': ({ data }) => `${this.account(data.accountId)} gets ${data.level === 0 ? 'a reminder before the due date' : `dunning letter ${data.level}`} about ${money(data.outstanding)}`,
    'dunning.escalated': ({ data }) => `${this.account(data.accountId)} still owes ${money(data.outstanding)}: somebody calls`,
    'receipt.allocated': ({ data }) => `${this.account(data.accountId)} paid ${money(data.allocated)}; ${money(data.outstanding)} outstanding`,
    'deal.cash-complete': ({ data, aggregateId }) => `CASH COMPLETE: ${this.deals.get(aggregateId) ?? 'a deal'}, ${money(data.total)}`,
  };

  private lead = (id: string) => this.leads.get(id) ?? 'a lead';
  private deal = (id: string) => this.deals.get(id) ?? 'a deal';
  private account = (id: string) => this.accounts.get(id) ?? 'a customer';
  private names = (ids: string[]) => ids.map((id) => this.cast.name(id)).slice(0, 3).join(' or ');
  private what = ({ kind, leg, subjectId, dealId }: Record<string, any>) => {
    if (kind === 'review') return `the ${leg} review of the contract with ${this.contracts.get(subjectId) ?? 'a customer'}`;
    if (kind === 'collection') return `the call to ${this.account(subjectId)}`;
    return `the discount for ${this.deal(dealId)}`;
  };
}

/** Facts of which there are many in a day: one line for all. */
const summaries: Record<string, { label: string; person: string }> = {
  'lead.assigned': { label: '# leads assigned in turn to', person: 'ownerId' },
  'lead.claimed': { label: '# leads claimed by', person: 'ownerId' },
  'lead.contacted': { label: '# follow-ups by', person: 'by' },
  'lead.disqualified': { label: '# leads disqualified by', person: 'ownerId' },
  'opportunity.stage-changed': { label: '# deals moved on by', person: 'ownerId' },
};

/** Facts that come in crowds at one hour: a few are told, the rest is counted. */
const examples = 2;
const crowds: Record<string, string> = {
  'lead.recycle-warned': '… and # more reminders to owners whose time is running out',
  'lead.recycled': '… and # more leads went back to the pool',
};

/** The legs of a review are asked side by side: one line tells of all. */
function reviewsTogether(happenings: Happening[]): Happening[] {
  const legs = new Map<string, string[]>();
  return happenings.flatMap((event) => {
    const { kind, subjectId, leg } = event.data;
    if (shortType(event.type) !== 'task.assigned' || kind !== 'review') return [event];
    const known = legs.get(subjectId);
    if (known) {
      known.push(leg);
      return [];
    }
    const together = [leg as string];
    legs.set(subjectId, together);
    return [{ ...event, data: { ...event.data, legs: together } }];
  });
}

const zone = 'Asia/Shanghai';
const clock = (event: Happening) => DateTime.fromJSDate(event.time, { zone }).toFormat('HH:mm');
const date = (iso: string) => DateTime.fromISO(iso, { zone }).toFormat('d LLL');

/** `CNY 1,234.50`, from the decimal string itself. */
export function money(value: { amount: string; currency: string }): string {
  const [units = '0', cents = ''] = value.amount.split('.');
  return `${value.currency} ${units.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${cents.padEnd(2, '0').slice(0, 2)}`;
}
