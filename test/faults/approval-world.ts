import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { eventually } from '@throughline/testing/eventually';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { gatherCast } from '@throughline/tools/throughline/demo/cast';
import type { Cast } from '@throughline/tools/throughline/demo/cast';
import { HeldInstallation } from '../installation/held-installation';
import { RestlessTime } from './restless-time';
import { TappedProcess } from './taps/tapped-process';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const;
/** A day of a week and its time in Shanghai: `Tue 10:00`. */
export type Moment = `${(typeof days)[number]} ${number}:${number}`;

const sql = `
SELECT regexp_replace(type, '^throughline\\.|\\.v1$', '', 'g') AS fact, headers->>'ce_time' AS at, payload AS data, published_at IS NOT NULL AS told
FROM outbox WHERE payload->>'subjectId' = $1 ORDER BY seq`;

interface Fact {
  fact: string;
  at: string;
  data: any;
  told: boolean;
}

/** Everybody who works on an approval, the worklist and the process worker, in processes that are killed; directory and gateway beside them have no worker. */
export class ApprovalWorld {
  private constructor(
    private readonly held: HeldInstallation,
    readonly workers: readonly TappedProcess[],
    private readonly time: RestlessTime,
    private readonly cast: Cast,
  ) {}

  static async start(): Promise<ApprovalWorld> {
    const held = await HeldInstallation.start(['directory', 'gateway']);
    const { env } = held;
    const workers = await Promise.all([
      TappedProcess.start({ name: 'worklist', args: ['serve', 'worklist'], env, database: 'DATABASE_URL_WORKLIST' }),
      TappedProcess.start({ name: 'processes', args: ['work', 'processes'], env }),
    ]);
    const world = new ApprovalWorld(held, workers, await RestlessTime.of(env), await gatherCast(held.gateway));
    await world.ready();
    return world;
  }

  /** kill -9 of all of them at once; resolves when those that take their place say that they are ready. */
  async killWorkers(): Promise<void> {
    for (const worker of this.workers) worker.die();
    await Promise.all(this.workers.map(({ gone }) => gone));
    await this.ready();
  }

  id(name: string): string {
    return this.cast.people.find((person) => person.name === name)!.id;
  }

  as(name: string): PersonApi {
    return this.cast.as(this.id(name));
  }

  instant(week: number, moment: Moment): Date {
    const [day, time] = moment.split(' ') as [(typeof days)[number], string];
    return new Date(Date.parse(`2026-01-05T${time}:00+08:00`) + (7 * (week - 1) + days.indexOf(day)) * 86_400_000);
  }

  date(week: number, day: (typeof days)[number]): string {
    return this.instant(week, `${day} 12:00`).toISOString().slice(0, 10);
  }

  advanceTo(week: number, moment: Moment): Promise<void> {
    return this.time.advanceTo(this.instant(week, moment));
  }

  /** Asked, with nothing under way, and to be woken when silence is the answer. */
  async waits(requestId: string, beyond: Date): Promise<void> {
    const story = workflowIds.approval(this.held.env['THROUGHLINE_TENANT']!, requestId);
    await eventually(async () => (await this.time.asleepBeyond(beyond, [story])) === 1 && (await this.time.rests(story)), 45_000);
  }

  /** The facts of a request in their order: in which week’s moment, what, and who by name. */
  async facts(week: number, requestId: string): Promise<string[]> {
    return (await this.rows(requestId)).map(({ fact, at, data }) => `${this.moment(week, at)} ${fact} ${this.said(data)}`);
  }

  async isTold(requestId: string): Promise<boolean> {
    return (await this.rows(requestId)).every(({ told }) => told);
  }

  /** The answers to the tasks of a request as they are kept, in order. */
  async answers(requestId: string): Promise<string[]> {
    const kept = 'SELECT outcome, decided_by AS by FROM task_decision JOIN task ON task.id = task_id WHERE subject_id = $1 ORDER BY decided_at';
    return (await this.held.rows<{ outcome: string; by: string }>('worklist', kept, [requestId])).map(({ outcome, by }) => `${outcome} by ${this.cast.name(by)}`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((one) => one.stop()));
    await this.time.stop();
    await this.held.stop();
  }

  private async ready(): Promise<void> {
    const [worklist, processes] = this.workers;
    await Promise.all([worklist!.ready(this.held.env['WORKLIST_URL']!), processes!.ready(this.held.env['WORKER_URL']!)]);
  }

  private rows(requestId: string): Promise<Fact[]> {
    return this.held.rows<Fact>('worklist', sql, [requestId]);
  }

  private moment(week: number, at: string): string {
    const sinceMonday = Date.parse(at) - this.instant(week, 'Mon 00:00').getTime();
    return `${days[Math.floor(sinceMonday / 86_400_000)]} ${new Date(sinceMonday).toISOString().slice(11, 16)}`;
  }

  private said(data: any): string {
    const name = (id: string) => this.cast.name(id);
    const asked = (id: string) => [name(id), ...(data.standIns ?? []).filter((one: any) => one.id === id).map((one: any) => `for ${name(one.for)}`)].join(' ');
    const people = (data.potentialOwners ?? data.recipients ?? data.to ?? data.decidedBy ?? [data.requesterId]).filter(Boolean).map(asked);
    const decided = data.outcome && data.by ? `${data.outcome} by ${name(data.by)}${data.standsInFor ? ` for ${name(data.standsInFor)}` : ''}` : undefined;
    return [...(data.leg ? [`${data.leg}:`] : []), decided ?? people.join(', ')].join(' ');
  }
}
