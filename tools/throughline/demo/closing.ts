import { Money } from '@throughline/money/money';
import type { ReconciliationReport } from '@throughline/process-contracts/reconciliation';
import { money } from './narrator';
import type { Happening } from './happenings';
import type { Stage } from './stage';

interface LedgerCheck {
  ok: boolean;
  currencies: { currency: string; balanced: boolean }[];
  findings: { rule: string; count: number; examples: string[] }[];
}
interface Receivables {
  totals: { currency: string; overdue: { amount: string; currency: string } }[];
}

/** The figures of the closing table, from the events that were seen on Kafka. */
export interface Figures {
  leadsIn: number;
  assigned: number;
  claimed: number;
  reminded: number;
  recycled: number;
  converted: number;
  won: number;
  lost: number;
  contractsSigned: number;
  paidInFull: number;
  customersDunned: number;
  writtenReminders: number;
  invoiced: string;
  received: string;
  overdue: string;
}

export async function closingFigures(stage: Stage): Promise<Figures> {
  const { happenings, cast, days } = stage;
  const count = (type: string) => happenings.all(type).length;
  const sum = (events: Happening[], field: string) =>
    money(Money.sum(events.map((event) => Money.from(event.data[field])), 'CNY').toJSON());
  const receivables = await cast.as(cast.one('finance')).get<Receivables>(`/v1/receivables?asOf=${days.now.toISODate()}`);
  const letters = happenings.all('dunning.reminder-sent');
  return {
    leadsIn: count('lead.captured'),
    assigned: count('lead.assigned'),
    claimed: count('lead.claimed'),
    reminded: count('lead.recycle-warned'),
    recycled: count('lead.recycled'),
    converted: count('lead.converted'),
    won: count('opportunity.won'),
    lost: count('opportunity.lost'),
    contractsSigned: count('contract.signed'),
    paidInFull: count('plan.settled'),
    customersDunned: new Set(letters.filter((letter) => letter.data.level > 0).map((letter) => letter.data.accountId)).size,
    writtenReminders: letters.length,
    invoiced: sum(happenings.all('plan.created'), 'amount'),
    received: sum(happenings.all('receipt.recorded'), 'amount'),
    overdue: money(receivables.totals.find(({ currency }) => currency === 'CNY')?.overdue ?? { amount: '0', currency: 'CNY' }),
  };
}

export function figuresTable(figures: Figures): string[] {
  const rows: [string, string | number][] = [
    ['leads in', figures.leadsIn],
    ['assigned in turn', figures.assigned],
    ['claimed', figures.claimed],
    ['reminded', figures.reminded],
    ['recycled', figures.recycled],
    ['converted', figures.converted],
    ['won', figures.won],
    ['lost', figures.lost],
    ['contracts signed', figures.contractsSigned],
    ['paid in full', figures.paidInFull],
    ['invoiced', figures.invoiced],
    ['received', figures.received],
    ['overdue', figures.overdue],
    ['written reminders', figures.writtenReminders],
    ['customers dunned', figures.customersDunned],
  ];
  return rows.map(([label, value]) => `  ${label.padEnd(20)}${String(value).padStart(20)}`);
}

/** What must hold at the end; each fault in one sentence. */
export async function closingFaults(stage: Stage, report: ReconciliationReport): Promise<string[]> {
  const { happenings, cast } = stage;
  const faults: string[] = [];
  const counts: [string, number][] = [
    ['books of deadlines without their clock', report.booksWithoutClock],
    ['deadlines overdue for more than a minute', report.overdueDeadlines],
    ['open stories without a subject', report.storiesWithoutSubject],
    ['subjects without their story', report.subjectsWithoutStory],
    ['unsent outbox rows', report.unsentOutbox],
  ];
  for (const [what, number] of counts) if (number > 0) faults.push(`Reconciler: ${number} ${what}. ${report.examples.join(', ')}`);

  const ledger = await cast.as(cast.one('finance')).get<LedgerCheck>('/v1/ledger-check');
  for (const { currency, balanced } of ledger.currencies) if (!balanced) faults.push(`Ledger: the equations of ${currency} do not hold.`);
  for (const { rule, count, examples } of ledger.findings) if (count > 0) faults.push(`Ledger: ${rule}: ${count}, such as ${examples.slice(0, 3).join(', ')}`);

  const missing = happenings.missing();
  if (missing.length > 0) faults.push(`Kafka: ${missing.length} expected events were not seen: ${missing.slice(0, 5).join(', ')}`);
  const broken = happenings.brokenSequences();
  if (broken.length > 0) faults.push(`Kafka: the sequence of ${broken.length} subjects has gaps: ${broken.slice(0, 5).join(', ')}`);
  const owned = new Set([...happenings.all('lead.claimed'), ...happenings.all('lead.assigned')].map((event) => `${event.aggregateId} ${event.data.ownerId}`));
  const ended = happenings.all('lead.recycled').filter((event) => owned.has(`${event.aggregateId} ${event.data.lastOwnerId}`));
  faults.push(...unwarnedRecyclings(happenings.all('lead.recycle-warned'), ended));
  return faults;
}

/** A lead may only be recycled from the owner who was reminded, and after it; of owners from before the story the reminder may be from before it too. */
function unwarnedRecyclings(warnings: Happening[], recyclings: Happening[]): string[] {
  const unwarned = recyclings.filter(
    (recycled) =>
      !warnings.some(
        (warned) => warned.aggregateId === recycled.aggregateId && warned.data.ownerId === recycled.data.lastOwnerId && warned.time < recycled.time,
      ),
  );
  return unwarned.length > 0 ? [`${unwarned.length} leads were recycled without a reminder: ${unwarned.map((event) => event.aggregateId).join(', ')}`] : [];
}
