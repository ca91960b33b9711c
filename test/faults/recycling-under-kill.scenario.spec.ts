import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@throughline/testing/eventually';
import { planOf } from './kill-plan';
import { outcomesOf, recordsOf, recycledOnce } from './recycling-outcome';
import type { Outcome } from './recycling-outcome';
import { RecyclingWorld } from './recycling-world';
import type { Ground } from './recycling-world';
import { Watch } from './taps/watch';

/** Recyclings that lose a process, each at its own moment. */
const KILLS = 50;
/** Of them those that lose the process worker, which starts a recycling's clock: a dead member is missed by its consumer group after 10 s only. */
const KILLS_OF_WORKER = 5;
/** Recyclings that may not come by the moment that was meant for them: it is of what a process remembers for seconds, or of what happens side by side. */
const SPARE = 12;
/** Undisturbed ones, whose moments are the plan. */
const OBSERVED = 2;
/** Recyclings that may miss a decisive moment. Another one takes the place of any other moment that is missed. */
const MISSES = 2;

/** Whatever else a recycling comes by: its work before and behind the commit, its fact before and behind Kafka's, its clock before and behind the answer. */
const decisive = [
  ...['before PostgreSQL: UPDATE lead', 'before PostgreSQL: INSERT INTO outbox', 'before PostgreSQL: COMMIT', 'after PostgreSQL: COMMIT'],
  ...['after PostgreSQL: SELECT FROM outbox', 'before Kafka: EndTxn', 'after Kafka: EndTxn', 'before PostgreSQL: UPDATE outbox', 'after PostgreSQL: UPDATE outbox'],
  ...['after Temporal: PollWorkflowTaskQueue', 'before Temporal: RespondActivityTaskCompleted', 'after Temporal: RespondActivityTaskCompleted'],
  ...['before Temporal: SignalWithStartWorkflowExecution', 'after Temporal: SignalWithStartWorkflowExecution', 'before Kafka: OffsetCommit'],
];

interface Kill {
  process: 'leads' | 'worker';
  moment: string;
  ground: Ground;
}

let world: RecyclingWorld;

/** Milliseconds in which the process hears the answer to the last message of a recycling. */
const heard = 200;
const beginning = new Date(0);
const reminders = new Date('2026-01-06T01:00:00Z');
const daysLater = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000);

const rest = async (grounds: readonly Ground[]) => (await Promise.all(grounds.map((ground) => world.rests(ground)))).every(Boolean);

/** Registered for a later wake, and with nothing left to do: a clock registers before its task is over, and that end is a step of the story in which it falls. */
async function areAsleep(grounds: readonly Ground[], beyond: Date): Promise<void> {
  await eventually(async () => (await world.asleepBeyond(beyond, grounds)) === grounds.length, 45_000);
  await eventually(() => rest(grounds), 45_000);
}

async function areTold(grounds: readonly Ground[]): Promise<boolean> {
  const records = [...(await recordsOf(world, grounds)).values()];
  return records.length === grounds.length && records.every(({ status, unsent }) => status === 'available' && unsent === 0);
}

/** Free, told and with nothing left to do, for every one of them. */
async function areOver(grounds: readonly Ground[]): Promise<void> {
  await eventually(() => areTold(grounds), 60_000);
  await eventually(() => rest(grounds), 60_000);
}

/** Moments of a recycling that nobody disturbs: from the moment at which protection ends until its clock sleeps again. */
async function momentsOfRecycling(ground: Ground): Promise<string[]> {
  const watch = new Watch([ground.poolId, ground.leadId]);
  world.watchRecycling(watch);
  await world.advanceTo(world.endOf(ground));
  await areOver([ground]);
  await pause(heard);
  world.watchRecycling(undefined);
  return watch.moments;
}

/** Moments in which the worker hears of the first deadline of a book and starts its clock. */
async function momentsOfClockStart(ground: Ground): Promise<string[]> {
  const watch = (world.worker.watch = new Watch([ground.poolId]));
  await world.claim(ground);
  await areAsleep([ground], beginning);
  await pause(500);
  world.worker.watch = undefined;
  return watch.moments;
}

/** Whether somebody died at the moment; false when the recycling is over without it. */
async function isStruck(watch: Watch, ground: Ground): Promise<boolean> {
  let struck = false;
  void watch.struck.then(() => (struck = true));
  await eventually(async () => {
    await Promise.race([watch.struck, pause(100)]);
    return struck || ((await areTold([ground])) && (await rest([ground])));
  }, 60_000);
  await Promise.race([watch.struck, pause(heard)]);
  return struck;
}

/** One recycling for each of the moments, as they are in line, until so many processes have died. */
async function killLeads(moments: readonly string[], count: number, grounds: readonly Ground[]): Promise<Kill[]> {
  const kills: Kill[] = [];
  const missed: string[] = [];
  const line = [...moments];
  for (const ground of grounds) {
    const moment = line[0];
    if (!moment || kills.length === count) break;
    const watch = new Watch([ground.poolId, ground.leadId], moment);
    world.watchRecycling(watch);
    await world.advanceTo(world.endOf(ground));
    if (await isStruck(watch, ground)) {
      await Promise.all(world.leads.map(({ gone }) => gone));
      kills.push({ process: 'leads', moment, ground });
      line.shift();
    } else {
      missed.push(moment);
      if (!decisive.includes(moment) || missed.filter((one) => one === moment).length === MISSES) line.shift();
    }
  }
  world.watchRecycling(undefined);
  if (kills.length < count) throw new Error(`Only ${kills.length} of ${count} recyclings lost a process; they did not come by ${missed.map((moment) => `"${moment}"`).join(', ')}.`);
  return kills;
}

async function killWorker(plan: readonly string[], grounds: readonly Ground[]): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (const [at, moment] of plan.entries()) {
    const ground = grounds[at]!;
    const watch = (world.worker.watch = new Watch([ground.poolId], moment));
    await world.claim(ground);
    const struck = watch.struck.then(() => true);
    if (!(await Promise.race([struck, pause(45_000, false, { ref: false })]))) throw new Error(`The start of a clock did not come by "${moment}".`);
    kills.push({ process: 'worker', moment, ground });
    await areAsleep([ground], beginning);
  }
  world.worker.watch = undefined;
  return kills;
}

/** One line for each moment. */
function table(kills: readonly Kill[], outcomes: ReadonlyMap<Ground, Outcome>): string {
  const lines = new Map<string, Outcome[]>();
  for (const { process, moment, ground } of kills) {
    const key = `${process.padEnd(7)} killed ${moment.padEnd(58)}`;
    lines.set(key, [...(lines.get(key) ?? []), outcomes.get(ground)!]);
  }
  return [...lines].map(([key, found]) => `${key} ${String(found.length).padStart(2)} ×  ${found.map(said).join('; ')}`).join('\n');
}

function said({ facts, repeated }: Outcome): string {
  const count = (fact: string) => facts.filter((one) => one === fact).length;
  return `reminded ${count('recycle-warned')}, recycled ${count('recycled')}${repeated.length > 0 ? ` (sent again under the same id: ${repeated.join(', ')})` : ''}`;
}

describe('recycling while processes die', () => {
  beforeAll(async () => {
    world = await RecyclingWorld.start();
  }, 120_000);
  afterAll(() => world?.stop(), 60_000);

  it(`${KILLS} times kill -9 of a whole process in the midst of a recycling, at each of its steps: each leaves the one right outcome`, async () => {
    const killsOfLeads = KILLS - KILLS_OF_WORKER;
    const grounds = await world.open(OBSERVED + killsOfLeads + SPARE + 1 + KILLS_OF_WORKER);
    const claimed = grounds.slice(0, OBSERVED + killsOfLeads + SPARE);
    const [started, ...toStart] = grounds.slice(claimed.length) as [Ground, ...Ground[]];
    await Promise.all(claimed.map((ground) => world.claim(ground)));
    await areAsleep(claimed, beginning);
    await world.advanceTo(reminders);
    await areAsleep(claimed, daysLater(reminders, 0.5));

    // What only one of them comes by hangs on what a process remembers, and on what else goes on: no other one can be counted on to come by it.
    const observed: string[][] = [];
    for (const ground of claimed.slice(0, OBSERVED)) observed.push(await momentsOfRecycling(ground));
    const common = observed[0]!.filter((moment) => observed.every((moments) => moments.includes(moment)));
    const planOfWorker = planOf(await momentsOfClockStart(started), KILLS_OF_WORKER);
    const kills = (await Promise.all([killLeads(planOf(common, killsOfLeads + SPARE), killsOfLeads, claimed.slice(OBSERVED)), killWorker(planOfWorker, toStart)])).flat();

    // Those whose clock was started late end two days later, undisturbed, and with them what is left of the spare ones.
    await world.advanceTo(daysLater(reminders, 2));
    await areAsleep([started, ...toStart], daysLater(reminders, 2.5));
    await world.advanceTo(world.endOf(grounds.at(-1)!, 2));
    await areOver(grounds);

    const outcomes = await outcomesOf(world, grounds);
    console.log(table(kills, outcomes));
    for (const ground of grounds) expect({ minute: ground.minute, ...outcomes.get(ground) }).toMatchObject(recycledOnce);
    const processes = [...world.leads, world.worker];
    expect(processes.map(({ kills: died }) => died).reduce((sum, died) => sum + died)).toBe(KILLS);
    expect(processes.flatMap(({ faults }) => faults)).toEqual([]);
    // Every kill hit a recycling that was under way, and hardly two of them at the same moment.
    const moments = new Set(kills.map(({ moment }) => moment));
    expect([...moments]).toEqual(expect.arrayContaining(decisive));
    expect(moments.size).toBeGreaterThanOrEqual(KILLS - 5);
  }, 600_000);
});
