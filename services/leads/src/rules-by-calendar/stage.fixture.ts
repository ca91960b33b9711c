import type { Principal, Role } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate, localTime } from '@throughline/calendar/working-time';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { LeadPolicyDocument } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { books } from '@throughline/process-contracts/clock';
import type { StoredEvent } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { LeadsOnPostgres } from '../leads.fixture';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { policyBook } from '../work-policies/policies.activities';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';

const office = [{ from: '09:00', to: '17:00' }];
/** Shanghai with the holidays and make-up days of 2025 and 2026; Berlin with daylight saving and plain weeks. */
export const calendars = {
  Shanghai: chinaCalendar(2025, 2026),
  Berlin: {
    id: 'berlin', zone: 'Europe/Berlin', week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] }, exceptions: {}, publishedUntil: '2026-12-31',
  } as WorkingCalendar,
};
export type Place = keyof typeof calendars;

/** Parts of a policy that a rule is about; the rest is a policy that refuses nothing and lasts ten days, at most twenty. */
export type Rules = Omit<Partial<LeadPolicyDocument>, 'claim' | 'clock'> & { claim?: Partial<LeadPolicyDocument['claim']>; clock?: Partial<LeadPolicyDocument['clock']> };

/** Where they name people. */
export type RulesFor = Rules | ((idOf: (name: Name) => string) => Rules);

/** Two sellers of one unit, a manager of another, their manager, the head above all. */
export type Name = 'Ann' | 'Ben' | 'Eva' | 'Max' | 'Hua';
/** Role, and path below the company's. */
const roles: Record<Name, [Role, string]> = { Hua: ['sales-head', ''], Max: ['sales-manager', '1.'], Ann: ['sales-rep', '1.1.'], Ben: ['sales-rep', '1.1.'], Eva: ['sales-manager', '1.2.'] };

let companies = 0;

/** A company for one rule: a pool with its policy, people and leads of its own, in a database that other rules share. Time goes on as the story says. */
export class Stage {
  readonly seen: string[] = [];
  readonly leads = new Map<string, string>();
  readonly poolId = uuidv7();
  /** Of other services: deals, contracts. */
  readonly others = new Map<string, { id: string; sequence: number }>();
  accountId: string | undefined;
  requestId: string | undefined;
  policyVersion = 1;
  private readonly cast = new Map<Name, Principal>();
  /** Path of its highest unit. */
  private readonly root = `${(companies += 1)}.`;
  private told = 0;

  constructor(
    readonly service: LeadsOnPostgres,
    private readonly calendar: WorkingCalendar,
    private readonly rules: RulesFor,
  ) {}

  async open(): Promise<void> {
    for (const name of Object.keys(roles) as Name[]) {
      const above = name === 'Hua' ? undefined : name === 'Max' ? 'Hua' : 'Max';
      this.cast.set(name, await this.service.person(roles[name][0], this.root + roles[name][1], above && this.person(above).personId));
    }
    await this.service.get(OpenPoolCommand).execute({ ...openPool, id: this.poolId, key: `pool-${this.poolId}`, orgPath: this.root, name: `Pool ${this.poolId}`, policy: this.policy(typeof this.rules === 'function' ? this.rules((name) => this.person(name).personId) : this.rules), hiddenFields: [] }, 'test');
    this.told = await this.count();
  }

  person(name: Name): Principal {
    return this.cast.get(name)!;
  }

  lead(name: string): string {
    const id = this.leads.get(name);
    if (id === undefined) throw new Error(`Nobody has captured lead ${name} yet.`);
    return id;
  }

  /** The policy of this pool with these rules, in the version that comes next where it is asked for again. */
  policy(rules: Rules) {
    const { claim, clock } = openPool.policy;
    return leadPolicySchema.parse({
      ...openPool.policy,
      resets: [{ kind: 'call' }],
      reminders: [{ daysBefore: 1, recipients: ['owner'] }],
      exempt: [],
      ...rules,
      id: `rules-${this.poolId}`,
      version: this.policyVersion,
      claim: { ...claim, cap: { inPool: 100, notCounted: [] }, coolDownDays: { lastOwner: 0, anyRecentOwner: 0, sameTeam: 0 }, ...rules.claim },
      clock: { ...clock, ...rules.clock },
    });
  }

  /** `2026-02-14 18:00` in the zone of the calendar. */
  instant(local: string): Date {
    const [day, time] = local.split(' ') as [string, string];
    return atLocal(this.calendar, day, time);
  }

  local(at: Date): string {
    return `${localDate(this.calendar, at)} ${localTime(this.calendar, at)}`;
  }

  /** The clocks of pool and policies act at each of their moments on the way. */
  async passTo(until: Date): Promise<void> {
    for (let moves = 0; moves < 200; moves += 1) {
      const [pool, policies] = await Promise.all([this.service.get(DeadlineBooks).nextDue(books.pool(this.poolId)), this.service.get(DeadlineBooks).nextDue(policyBook('test').book)]);
      const next = [pool, policies].flatMap(({ at }) => (at === null ? [] : [new Date(at)])).sort((a, b) => a.getTime() - b.getTime())[0];
      if (!next || next > until) return this.service.database.setNow(until);
      const now = await this.now();
      const at = next > now ? next : now;
      await this.service.database.setNow(at);
      await this.service.get(WorkPoliciesCommand).execute();
      await this.service.get(RecycleLeadsCommand).execute({ poolId: this.poolId });
      await this.tell(at);
    }
    throw new Error('The clocks never come to rest.');
  }

  /** Somebody acts; a refusal is an answer too. */
  async act(at: Date, work: (stage: Stage) => Promise<string | void>): Promise<void> {
    try {
      const answer = await work(this);
      if (answer) this.seen.push(`${this.local(at)} ${answer}`);
    } catch (error) {
      if (!(error instanceof ThroughlineError)) throw error;
      const { rule, allowedAt, reason } = (error.details.data ?? {}) as { rule?: string; allowedAt?: string; reason?: string };
      const why = rule ?? (reason ? `${error.code}: ${reason}` : error.code);
      this.seen.push(`${this.local(at)} refused (${why})${allowedAt ? `, allowed ${this.local(new Date(allowedAt))}` : ''}`);
    }
    await this.tell(at);
  }

  async query<T = any>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.service.database.query(sql, params);
  }

  private async now(): Promise<Date> {
    const [{ now }] = await this.query('SELECT now FROM sandbox.time');
    return now;
  }

  private async count(): Promise<number> {
    const [{ last }] = await this.query<{ last: string | null }>('SELECT max(seq) AS last FROM outbox') as [{ last: string | null }];
    return Number(last ?? 0);
  }

  /** What the service has told of these leads since the last time, in the order of its facts. */
  private async tell(at: Date): Promise<void> {
    const events = await this.query<StoredEvent>('SELECT seq, type, aggregateid, payload FROM outbox WHERE seq > $1 AND aggregateid = ANY($2::text[]) ORDER BY seq', [this.told, [...this.leads.values()]]);
    this.told = await this.count();
    for (const { type, aggregateid, payload } of events) {
      const fact = type.replace(/^throughline\.lead\.|\.v\d+$/g, '');
      const line = this.words(fact, payload, await this.end(aggregateid));
      if (line) this.seen.push(`${this.local(at)} ${this.nameOf(aggregateid)}${line}`);
    }
  }

  /** Which lead, where there are several. */
  private nameOf(leadId: string): string {
    return this.leads.size === 1 ? '' : `${[...this.leads].find(([, id]) => id === leadId)![0]}: `;
  }

  /** `, until 2026-03-12 18:00 (quiet)` */
  async end(leadId: string): Promise<string> {
    const [{ at, rule, status }] = await this.query(`SELECT protected_until AS at, because ->> 'rule' AS rule, status FROM lead WHERE id = $1`, [leadId]);
    if (status !== 'owned') return `, ${status}`;
    return at ? `, until ${this.local(at)} (${rule})` : `, no end (${rule})`;
  }

  private words(fact: string, payload: any, end: string): string | undefined {
    const who = (id: string) => [...this.cast].find(([, { personId }]) => personId === id)?.[0] ?? 'somebody';
    const all = (ids: string[]) => ids.map(who).join(' and ');
    switch (fact) {
      case 'captured':
      case 'scored':
        return undefined;
      case 'claimed':
        return `${who(payload.ownerId)} has it${end}`;
      case 'assigned':
        return `given to ${who(payload.ownerId)} by ${payload.strategy}${end}`;
      case 'contacted':
        return `${payload.changed.includes('resets') ? 'counts' : 'does not count'}${end}`;
      case 'recycle-warned':
        return `warns ${all(payload.recipients)}`;
      case 'response-overdue':
        return `no answer: tells ${all(payload.recipients)}`;
      case 'recycled':
        return `taken from ${who(payload.lastOwnerId)} (${payload.because.rule})`;
      default:
        return `${fact}${end}`;
    }
  }
}

/** One database and service for many rules. */
export async function openStages(place: Place): Promise<{ stage: (rules: RulesFor) => Promise<Stage>; stop: () => Promise<void> }> {
  const calendar = calendars[place];
  const service = await LeadsOnPostgres.start({ now: new Date('2025-12-01T00:00:00Z'), calendar });
  const stage = async (rules: RulesFor) => {
    const one = new Stage(service, calendar, rules);
    await one.open();
    return one;
  };
  return { stage, stop: () => service.stop() };
}
