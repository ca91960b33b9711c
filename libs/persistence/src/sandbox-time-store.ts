import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface WakeUp {
  workflowId: string;
  at: Date;
}

/** Movable business time and the instants at which sleeping workflows want to be woken. Sandbox only. */
@Injectable()
export class SandboxTimeStore {
  constructor(@Inject(DataSource) private readonly dataSource: Pick<DataSource, 'query'>) {}

  async now(): Promise<Date> {
    const [row] = await this.rows<{ now: Date }>('SELECT now FROM sandbox.time');
    if (!row) throw new Error('sandbox.time holds no instant: run the sandbox migration first.');
    return row.now;
  }

  /** Time never goes back: an earlier instant leaves it where it is. @returns business time afterwards */
  async moveTo(at: Date): Promise<Date> {
    const [row] = await this.rows<{ now: Date }>('UPDATE sandbox.time SET now = greatest(now, $1) RETURNING now', [at]);
    return row?.now ?? this.now();
  }

  /** One wake-up for each workflow: a new one replaces the old. */
  async register(workflowId: string, at: Date): Promise<void> {
    await this.rows(
      'INSERT INTO sandbox.wakeup (workflow_id, at) VALUES ($1, $2) ON CONFLICT (workflow_id) DO UPDATE SET at = excluded.at',
      [workflowId, at],
    );
  }

  async clear(workflowId: string): Promise<void> {
    await this.rows('DELETE FROM sandbox.wakeup WHERE workflow_id = $1', [workflowId]);
  }

  /** Removes the wake-ups that are due: after they were sent. What was registered anew meanwhile is later and stays. */
  async clearDue(): Promise<void> {
    await this.rows('DELETE FROM sandbox.wakeup WHERE at <= (SELECT now FROM sandbox.time)');
  }

  /** The earliest registered instant; null when nobody sleeps. */
  async next(): Promise<Date | null> {
    const [row] = await this.rows<{ at: Date | null }>('SELECT min(at) AS at FROM sandbox.wakeup');
    return row?.at ?? null;
  }

  /** Wake-ups that are due by business time, earliest first. They stay until `clear`, so that a crash in between loses none. */
  async due(): Promise<WakeUp[]> {
    return this.rows<WakeUp>(
      'SELECT workflow_id AS "workflowId", at FROM sandbox.wakeup WHERE at <= (SELECT now FROM sandbox.time) ORDER BY at, workflow_id',
    );
  }

  private async rows<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    const answer = (await this.dataSource.query(sql, params)) as T[] | [T[], number];
    // TypeORM answers what changes rows with the rows and their number.
    return Array.isArray(answer[0]) ? answer[0] : (answer as T[]);
  }
}
