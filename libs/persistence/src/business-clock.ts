import { Inject, Injectable } from '@nestjs/common';
import type { TimeSource } from '@throughline/calendar/time-source';
import { DataSource } from 'typeorm';

import type { PersistenceSettings } from './persistence-settings';
import { PERSISTENCE_SETTINGS } from './persistence-settings';

/** Business time outside a transaction; inside one use `tx.now`. */
@Injectable()
export class BusinessClock implements TimeSource {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PERSISTENCE_SETTINGS) private readonly settings: PersistenceSettings,
  ) {}

  async now(): Promise<Date> {
    if (!this.settings.sandbox) return new Date();
    const [row] = (await this.dataSource.query('SELECT now FROM sandbox.time')) as { now: Date }[];
    if (!row) throw new Error('sandbox.time holds no instant: run the sandbox migration first.');
    return row.now;
  }
}
