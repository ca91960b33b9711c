import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReconciliationReport } from '@throughline/process-contracts/reconciliation';
import type { PersonApi } from './api';
import { gatherCast } from './cast';
import { closingFaults, closingFigures, figuresTable } from './closing';
import type { Figures } from './closing';
import { companyList } from './company-list';
import { Bank } from './customers';
import { DealOwner, signsForUs } from './deals';
import { Desk } from './desks';
import { Happenings } from './happenings';
import { Narrator } from './narrator';
import { Rep } from './reps';
import type { LeadCard } from './reps';
import { SandboxDays } from './sandbox-days';
import { eachOf } from './stage';
import type { Stage } from './stage';

export interface StoryOptions {
  gateway: string;
  /** The user's own file, CSV or XLSX, and how its columns are to be read. */
  leads?: { file: string; mapping: string };
  /** How the generated list is to be read. */
  defaultMapping: string;
  days: number;
  seed: string;
  print: (line: string) => void;
  /** An independent consumer of every topic; answers once it is listening from now on. */
  listen: (happenings: Happenings) => Promise<void>;
  /** Runs the reconciliation and waits for its report. */
  reconcile: () => Promise<ReconciliationReport>;
}

export interface StoryResult {
  figures: Figures;
  faults: string[];
  events: number;
  duplicates: number;
}

interface ImportReport {
  totals: { rowsRead: number; created: number; merged: number; refused: number };
}

/** From a file of leads to cash: people behave, time moves, the story is told from the events. */
export async function runStory(options: StoryOptions): Promise<StoryResult> {
  const happenings = new Happenings();
  await options.listen(happenings);
  const cast = await gatherCast(options.gateway);
  const operator = cast.one('operator');
  const days = await SandboxDays.open(cast.as(operator));
  const poolId = await thePool(cast.as(operator));
  const stage: Stage = { cast, days, happenings, seed: options.seed, poolId };
  const narrator = new Narrator(cast, (at) => days.dayOf(at), options.print);

  options.print(`${cast.people.length} people work here, ${cast.with('sales-rep').length} of them as sales reps. Their time starts on ${days.now.toFormat('cccc d LLLL yyyy, HH:mm')}.`);
  const { totals } = await importsLeads(stage, options);
  options.print(`${totals.rowsRead} rows read: ${totals.created} leads created, ${totals.merged} merged into known ones, ${totals.refused} refused with a reason.`);
  happenings.expectCount('lead.captured', totals.created);

  const sellers = [...cast.with('sales-rep'), ...cast.with('sales-manager')];
  const reps = cast.with('sales-rep').map((person) => new Rep(person, stage));
  const owners = sellers.map((person) => new DealOwner(person, stage));
  const desks = cast.people.map((person) => new Desk(person, stage));
  const bank = new Bank(stage);
  const lastDay = days.day + options.days - 1;

  for (let day = days.day; day <= lastDay; day += 1) {
    const morning = days.at(day, '09:30');
    if (!isWorkday(morning)) continue;
    await days.advanceTo(morning);
    if (day === 1) await assignsInTurn(stage, totals.created);
    // At first everybody takes a lead each morning, later on Mondays. One after the other, so that the same seed gives the same leads to the same people.
    if (day <= 19 || morning.weekday === 1) {
      const pool = await poolByName(stage);
      for (const rep of reps) await rep.claims(pool, 1);
    }
    narrator.tell(await told(stage));

    await days.advanceTo(days.at(day, '14:00'));
    await eachOf(reps, (rep) => rep.worksHisLeads());
    await eachOf(owners, async (owner) => {
      await owner.worksHisDeals();
      await owner.worksHisContracts();
      await owner.hasItAccepted();
    });
    await bank.bringsToday();
    narrator.tell(await told(stage));

    await days.advanceTo(days.at(day, '17:00'));
    await eachOf(desks, (desk) => desk.clears());
    await signsForUs(stage);
    await days.advanceTo(days.at(day, '23:00'));
    narrator.tell(await told(stage));
  }
  await days.advanceTo(days.at(lastDay, '23:30'));
  narrator.tell(await told(stage));

  const figures = await closingFigures(stage);
  const faults = await closingFaults(stage, await options.reconcile());
  options.print('');
  options.print(`After ${options.days} days:`);
  for (const row of figuresTable(figures)) options.print(row);
  return { figures, faults, events: happenings.total, duplicates: happenings.duplicates };
}

async function importsLeads(stage: Stage, options: StoryOptions): Promise<ImportReport> {
  const file = options.leads
    ? { name: basename(options.leads.file), bytes: await readFile(options.leads.file) }
    : { name: 'companies.csv', bytes: Buffer.from(companyList(420, options.seed)) };
  const mapping = await readFile(options.leads?.mapping ?? options.defaultMapping, 'utf8');
  const head = stage.cast.one('sales-head');
  return stage.cast.as(head).upload<ImportReport>('/v1/lead-imports', () => {
    const form = new FormData();
    form.set('mapping', mapping);
    form.set('poolId', stage.poolId);
    form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    return form;
  });
}

/** A quarter of the new leads is given out in turn, the rest waits in the pool. */
async function assignsInTurn(stage: Stage, created: number): Promise<void> {
  const leadIds = (await poolByName(stage)).slice(0, Math.min(Math.floor(created / 4), stage.cast.with('sales-rep').length * 6)).map((lead) => lead.leadId);
  if (leadIds.length === 0) return;
  const { assigned } = await stage.cast
    .as(stage.cast.one('sales-head'))
    .post<{ assigned: number }>(`/v1/pools/${stage.poolId}/assignments`, { strategy: 'round-robin', leadIds });
  stage.happenings.expectCount('lead.assigned', assigned);
}

/** The list on the wall: what is in the pool this morning, by name, at most 400. */
async function poolByName(stage: Stage): Promise<LeadCard[]> {
  const pool = await stage.cast.as(stage.cast.one('sales-head')).all<LeadCard>(`/v1/leads?status=available&pool=${stage.poolId}`, 400);
  return pool.sort((a, b) => (a.displayName < b.displayName ? -1 : 1));
}

async function thePool(api: PersonApi): Promise<string> {
  const { items } = await api.get<{ items: { poolId: string }[] }>('/v1/pools');
  const [pool] = items;
  if (!pool) throw new Error('There is no pool: run `throughline seed` first.');
  return pool.poolId;
}

/** Monday to Friday: people may work on a holiday, the calendar's rules do not care. */
const isWorkday = (at: { weekday: number }) => at.weekday <= 5;

/** What has reached Kafka by now; the last acts are given a moment to get there. */
async function told(stage: Stage) {
  for (let waited = 0; waited < 2_000 && stage.happenings.missing().length > 0; waited += 20) await pause(20);
  await pause(20);
  return stage.happenings.takeUntold();
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
