import { v7 as uuidv7 } from 'uuid';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { openPool, openPools } from '@throughline/services/leads/src/seed';
import { eventually } from '@throughline/testing/eventually';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { gatherCast } from '@throughline/tools/throughline/demo/cast';
import { HeldInstallation } from '../installation/held-installation';
import { RestlessTime } from './restless-time';
import { TappedProcess } from './taps/tapped-process';
import type { Watch } from './taps/watch';

/** One pool with one lead: a recycling of its own, with a clock of its own. */
export interface Ground {
  poolId: string;
  leadId: string;
  clock: string;
  /** Minutes behind the first cut-off of the day at which its protection ends. */
  minute: number;
}

/** The first working day of the sandbox is a Monday; from the claim protection lasts two days. 02:00 UTC is 10:00 in Shanghai. */
const firstEnd = Date.parse('2026-01-07T02:00:00Z');
const minuteMs = 60_000;

/** Leads in two processes, and the process worker, each behind taps of its own; directory and gateway beside them are left alone. */
export class RecyclingWorld {
  readonly grounds: Ground[] = [];

  private constructor(
    readonly held: HeldInstallation,
    readonly leads: readonly TappedProcess[],
    readonly worker: TappedProcess,
    private readonly rep: PersonApi,
    private readonly time: RestlessTime,
  ) {}

  static async start(): Promise<RecyclingWorld> {
    const held = await HeldInstallation.start(['directory', 'gateway']);
    const { env } = held;
    const leads = (name: string, port: string) => TappedProcess.start({ name, args: ['serve', 'leads'], env: { ...env, LEADS_PORT: port }, database: 'DATABASE_URL_LEADS' });
    // The second one is not called by anybody: its port is one of a service that does not run here.
    const [first, second, worker] = await Promise.all([
      leads('leads-1', env['LEADS_PORT']!),
      leads('leads-2', env['OPPORTUNITIES_PORT']!),
      TappedProcess.start({ name: 'processes', args: ['work', 'processes'], env }),
    ]);
    await Promise.all([first.ready(env['LEADS_URL']!), second.ready(env['OPPORTUNITIES_URL']!), worker.ready(env['WORKER_URL']!)]);
    const time = await RestlessTime.of(env);
    const cast = await gatherCast(held.gateway);
    return new RecyclingWorld(held, [first, second], worker, cast.as(cast.one('sales-rep')), time);
  }

  /** Opens so many pools more, each with a cut-off of its own and a free lead. */
  async open(count: number): Promise<Ground[]> {
    const opened: Ground[] = [];
    const pools = Array.from({ length: count }, (_, at) => {
      const minute = this.grounds.length + at;
      const cutOff = new Date(firstEnd + minute * minuteMs + 8 * 3_600_000).toISOString().slice(11, 16);
      const { clock, claim, ...rules } = openPool.policy;
      const policy = leadPolicySchema.parse({
        ...rules,
        id: `minute-${minute}`,
        claim: { ...claim, perDay: 1_000, perWeek: 1_000, cap: { inPool: 1_000, notCounted: [] } },
        clock: { ...clock, quietDays: 2, refreshDays: 2, maximumDays: 2, cutOff },
        reminders: [{ daysBefore: 1, recipients: ['owner'] }],
      });
      const id = uuidv7();
      opened.push({ poolId: id, leadId: '', clock: workflowIds.leadRecycling(this.held.env['THROUGHLINE_TENANT']!, id), minute });
      return { ...openPool, id, key: `minute-${minute}`, name: `Pool of minute ${minute}`, policy };
    });
    await openPools(loadSettings(settingsFor('seed'), this.held.env), pools);
    const letters = 'BCDFGHJKLMNPQRSTVWXZ';
    for (const ground of opened) {
      const name = Array.from(ground.poolId.replaceAll('-', '').slice(-8), (digit) => letters[parseInt(digit, 16)]).join('');
      // Patient: the service may not know the people yet, or have been killed.
      const { leadId } = await eventually(() => this.rep.post<{ leadId: string }>('/v1/leads', { companyName: `${name} ${name.slice(0, 4)}`, email: `x@${ground.poolId}.example`, poolId: ground.poolId }), 60_000);
      ground.leadId = leadId;
    }
    this.grounds.push(...opened);
    return opened;
  }

  claim({ leadId }: Ground): Promise<unknown> {
    return this.rep.post(`/v1/leads/${leadId}/claim`);
  }

  watchRecycling(watch: Watch | undefined): void {
    for (const one of this.leads) one.watch = watch;
  }

  /** To the moment at which this one's protection ends, so many days later than the first ones' does. */
  endOf({ minute }: Ground, days = 0): Date {
    return new Date(firstEnd + minute * minuteMs + days * 86_400_000);
  }

  advanceTo(at: Date): Promise<void> {
    return this.time.advanceTo(at);
  }

  /** How many of the clocks are registered to be woken later than this instant. */
  asleepBeyond(at: Date, grounds: readonly Ground[]): Promise<number> {
    return this.time.asleepBeyond(at, grounds.map(({ clock }) => clock));
  }

  /** Whether the clock has nothing to do, and nothing under way. */
  rests({ clock }: Ground): Promise<boolean> {
    return this.time.rests(clock);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.leads, this.worker].map((one) => one.stop()));
    await this.time.stop();
    await this.held.stop();
  }
}
