import { DateTime } from 'luxon';
import type { PersonApi } from './api';

const zone = 'Asia/Shanghai';

/** Moves business time, the way an operator of a sandbox does. */
export class SandboxDays {
  private constructor(
    private readonly operator: PersonApi,
    readonly begins: DateTime,
    private current: DateTime,
  ) {}

  static async open(operator: PersonApi): Promise<SandboxDays> {
    const { now } = await operator.get<{ now: string }>('/v1/sandbox/time');
    const at = DateTime.fromISO(now, { zone });
    return new SandboxDays(operator, at.startOf('day'), at);
  }

  get now(): DateTime {
    return this.current;
  }

  /** 1 on the first day. */
  get day(): number {
    return Math.floor(this.current.startOf('day').diff(this.begins, 'days').days) + 1;
  }

  dayOf(instant: Date | string): number {
    const at = typeof instant === 'string' ? DateTime.fromISO(instant, { zone }) : DateTime.fromJSDate(instant, { zone });
    return Math.floor(at.startOf('day').diff(this.begins, 'days').days) + 1;
  }

  async advanceTo(target: DateTime): Promise<void> {
    if (target <= this.current) return;
    await this.operator.post('/v1/sandbox/time/advance', { to: target.toUTC().toISO() });
    this.current = target;
  }

  at(day: number, time: string): DateTime {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return this.begins.plus({ days: day - 1 }).set({ hour, minute });
  }
}
