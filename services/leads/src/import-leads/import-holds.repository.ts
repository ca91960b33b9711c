import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';

/**
 * Which imports are being written by a living process. A hold is a lock of one database session, which ends with its process, however that ends; all holds
 * of a process share one connection. Who lost his hold unnoticed is still refused by the turn of the import.
 */
@Injectable()
export class ImportHoldsRepository {
  private readonly held = new Set<string>();
  private session: QueryRunner | undefined;
  /** One after the other: opening and closing the shared session must not cross. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @returns false when a living process, this one or another, is writing the import */
  take(importId: string): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.held.has(importId)) return false;
      this.session ??= this.dataSource.createQueryRunner();
      const [row] = (await this.session.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [lockOf(importId)])) as { taken: boolean }[];
      if (row?.taken) this.held.add(importId);
      await this.closeWhenFree();
      return row?.taken ?? false;
    });
  }

  /** Never fails: a session that is gone holds nothing. */
  release(importId: string): Promise<void> {
    return this.inTurn(async () => {
      if (!this.held.delete(importId)) return;
      await this.session?.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [lockOf(importId)]).catch(() => undefined);
      await this.closeWhenFree();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work).catch(async (error: unknown) => {
      await this.closeWhenFree();
      throw error;
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  private async closeWhenFree(): Promise<void> {
    if (this.held.size > 0) return;
    const session = this.session;
    this.session = undefined;
    await session?.release().catch(() => undefined);
  }
}

const lockOf = (importId: string): string => `lead-import ${importId}`;
