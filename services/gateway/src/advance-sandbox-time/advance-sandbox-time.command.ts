import { DateTime, Duration } from 'luxon';

import { wakeSignal } from '@throughline/process-contracts/clock';
import { rootLogger } from '@throughline/observability/logger';
import type { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Stories } from '@throughline/temporal/stories';

import type { Advanced } from './advance-sandbox-time.dto';
import { waitForRest, type Patience, type RestSources } from './rest';
import { sandboxTimeErrors } from './sandbox-time.errors';

/** Either an instant or an ISO 8601 duration. The instant may be the present one: asked again after a lost answer, what was begun there is ended. */
export interface Target {
  to?: string | undefined;
  by?: string | undefined;
}

const PATIENCE: Patience = { giveUpAfter: 60_000 };
/** Wakes under way at once. */
const SIDE_BY_SIDE = 32;

/**
 * Moves sandbox time from one registered wake-up to the next, in order, and lets everything come to rest at each, so that each deadline
 * is met at its very instant. One at a time.
 */
export class AdvanceSandboxTime {
  private moving = false;
  /** Workflows not yet seen at rest; kept when an advance fails, for nobody tells of them a second time. */
  private readonly open = new Set<string>();

  constructor(
    private readonly store: Pick<SandboxTimeStore, 'now' | 'moveTo' | 'next' | 'due' | 'clearDue'>,
    private readonly stories: Pick<Stories, 'signal'>,
    private readonly sources: RestSources,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /** @throws sandbox_time.already_moving, sandbox_time.in_the_past, sandbox_time.not_quiet (time then stands at the last stop) */
  async execute(target: Target): Promise<Advanced> {
    if (this.moving) throw sandboxTimeErrors.already_moving({ retryAfterSeconds: 1 });
    this.moving = true;
    try {
      const from = await this.store.now();
      return await this.move(from, instantOf(target, from));
    } finally {
      this.moving = false;
    }
  }

  private async move(from: Date, to: Date): Promise<Advanced> {
    const begun = Date.now();
    let stops = 0;
    let woken = 0;
    await waitForRest(this.sources, this.open, this.patience);
    for (let next = await this.store.next(); next && next <= to; next = await this.store.next()) {
      woken += await this.wakeAt(next);
      stops += 1;
    }
    const now = await this.store.moveTo(to);
    const milliseconds = Date.now() - begun;
    rootLogger('gateway').info({ from, now, stops, woken, milliseconds }, 'sandbox time was moved');
    return { from: from.toISOString(), now: now.toISOString(), stops, woken, milliseconds };
  }

  private async wakeAt(at: Date): Promise<number> {
    const now = (await this.store.moveTo(at)).toISOString();
    const due = (await this.store.due()).map(({ workflowId }) => workflowId);
    for (const workflowId of due) this.open.add(workflowId);
    for (let i = 0; i < due.length; i += SIDE_BY_SIDE) {
      await Promise.all(due.slice(i, i + SIDE_BY_SIDE).map((workflowId) => this.wake(workflowId, now)));
    }
    await this.store.clearDue();
    await waitForRest(this.sources, this.open, this.patience);
    return due.length;
  }

  private async wake(workflowId: string, now: string): Promise<void> {
    try {
      await this.stories.signal(workflowId, wakeSignal, { now });
    } catch (error) {
      // It ended in its sleep (withdrawn, closed): nobody is left to wake.
      if (!(error instanceof ThroughlineError && error.code === 'story.not_running')) throw error;
    }
  }
}

function instantOf({ to, by }: Target, from: Date): Date {
  const start = DateTime.fromJSDate(from, { zone: 'utc' });
  const target = to === undefined ? start.plus(Duration.fromISO(by ?? 'PT0S')) : DateTime.fromISO(to, { zone: 'utc' });
  if (to === undefined ? target <= start : target < start) throw sandboxTimeErrors.in_the_past({ field: to === undefined ? 'by' : 'to', data: { now: from.toISOString() } });
  return target.toJSDate();
}
