import type { DateTime } from 'luxon';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { isWorkingDay } from '@throughline/calendar/working-time';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import { eventually } from '@throughline/testing/eventually';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { company, rowsOf } from './company';
import type { Company } from './company';

const zone = 'Asia/Shanghai';
const calendar = chinaCalendar(2026, 2026);
const header = { version: 1, effectiveFrom: '2026-01-01', author: 'Gao Yuan', reason: 'A scenario' };

/** As a worklist shows it. */
export interface AskedTask {
  id: string;
  kind: string;
  subjectId: string;
  ask: string;
  why: string;
}

/** What a card says of a lead: who has it, due when and because of what. */
export interface LeadCard {
  status: string;
  ownerId: string | null;
  protectedUntil: string | null;
  due: { at: string | null; because: { rule: string; text: string }; exemption: string | null } | null;
  owners: { ownerId: string; acquired: string; from: string; until: string | null; endReason: string | null }[];
}

/** A unit of the seeded company with a pool and rules of its own: no other spec is in its way. Its days are counted from a Monday before whole weeks. */
export class SalesFloor {
  private constructor(
    private readonly firm: Company,
    private readonly monday: DateTime,
    readonly poolId: string,
    readonly policyId: string,
  ) {}

  /** Day 1, 09:00. `rules` replace those of the standard pool; so many weeks from then on are without a holiday. */
  static async open(name: string, unit: string, rules: object = {}, weeks = 2): Promise<SalesFloor> {
    const firm = await company();
    const monday = plainMonday(firm.days.now, weeks);
    await firm.days.advanceTo(monday.set({ hour: 9 }));
    const policyId = name.toLowerCase().replaceAll(' ', '-');
    const head = firm.cast.as(firm.cast.one('sales-head'));
    await enforce(head, { ...openPoolPolicy, ...header, id: policyId, ...rules });
    const { items } = await head.get<{ items: { id: string; name: string }[] }>('/v1/units');
    const unitId = items.find((one) => one.name === unit)!.id;
    const { poolId } = await head.post<{ poolId: string }>('/v1/pools', { name, unitId, policyId });
    return new SalesFloor(firm, monday, poolId, policyId);
  }

  id(name: string): string {
    const person = this.firm.cast.people.find((one) => one.name === name);
    if (!person) throw new Error(`The seeded company has nobody called ${name}.`);
    return person.id;
  }

  as(name: string): PersonApi {
    return this.firm.cast.as(this.id(name));
  }

  /** The instant, as answers write it. */
  instant(day: number, time: string): string {
    return this.moment(day, time).toUTC().toISO()!;
  }

  day(day: number): string {
    return this.moment(day, '12:00').toISODate()!;
  }

  /** Time goes on to then; what falls due on the way has been done, and everything is at rest. */
  until(day: number, time: string): Promise<void> {
    return this.firm.days.advanceTo(this.moment(day, time));
  }

  /** What was set going by now is done; a second goes by. */
  settle(): Promise<void> {
    return this.firm.days.advanceTo(this.firm.days.now.plus({ seconds: 1 }));
  }

  /** Rules of this floor's own, in force at once. */
  enforce(document: object): Promise<string> {
    return enforce(this.as('Gao Yuan'), { ...header, ...document });
  }

  async capture(by: string, companyName: string): Promise<string> {
    return (await this.as(by).post<{ leadId: string }>('/v1/leads', { poolId: this.poolId, companyName })).leadId;
  }

  /** As somebody who may see it always: the head of sales. */
  card(leadId: string): Promise<LeadCard> {
    return this.as('Gao Yuan').get(`/v1/leads/${leadId}`);
  }

  /** What waits on the desk of somebody, about these. */
  async desk(name: string, ...subjects: string[]): Promise<AskedTask[]> {
    return (await this.as(name).all<AskedTask>('/v1/tasks?view=mine')).filter(({ subjectId }) => subjects.includes(subjectId));
  }

  /** The facts of a record in their order, with what each says. */
  async facts(service: string, aggregateId: string): Promise<{ fact: string; data: any }[]> {
    const rows = await rowsOf<{ type: string; payload: any }>(service, 'SELECT type, payload FROM outbox WHERE aggregateid = $1 ORDER BY seq', [aggregateId]);
    return rows.map(({ type, payload }) => ({ fact: type.replace(/^throughline\.|\.v1$/g, ''), data: payload }));
  }

  async told(service: string, aggregateId: string): Promise<string[]> {
    return (await this.facts(service, aggregateId)).map(({ fact }) => fact);
  }

  private moment(day: number, time: string): DateTime {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return this.monday.plus({ days: day - 1 }).set({ hour, minute });
  }
}

/** @returns the id of the application, which has come to its end */
async function enforce(head: PersonApi, document: { kind?: string; id?: string; version: number }): Promise<string> {
  await head.post('/v1/policies', { document });
  const { kind, id, version } = document;
  const { applicationId } = await head.post<{ applicationId: string }>(`/v1/policies/${kind}/${id}/versions/${version}/apply`, { grandfathering: 'none' });
  await eventually(async () => (await head.get<{ status: string }>(`/v1/policy-applications/${applicationId}`)).status === 'completed');
  return applicationId;
}

/** 00:00 of the next Monday, from 09:00 of which on so many weeks are as weeks should be: no holiday, no Saturday to make up for one. */
function plainMonday(now: DateTime, weeks: number): DateTime {
  for (let day = now.setZone(zone).startOf('day'); ; day = day.plus({ days: 1 })) {
    if (day.weekday !== 1 || day.set({ hour: 9 }) <= now) continue;
    const days = Array.from({ length: 7 * weeks }, (_, n) => day.plus({ days: n }));
    if (days.every((one) => isWorkingDay(calendar, one.toISODate()!) === one.weekday <= 5)) return day;
  }
}
