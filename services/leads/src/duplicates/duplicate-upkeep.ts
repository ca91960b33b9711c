import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { rootLogger } from '@throughline/observability/logger';
import { RekeyRecordsCommand } from '../rekey-records/rekey-records.command';
import { ScreenUnfinishedImports } from './screen-unfinished-imports';

/** What is left over: imports that nobody has looked at to their end, records whose blocks are missing or of an older version. */
@Injectable()
export class DuplicateUpkeep {
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly screen: ScreenUnfinishedImports,
    private readonly rekey: RekeyRecordsCommand,
  ) {}

  /** Does not wait for it. What fails is tried again the next time. */
  begin(): void {
    if (this.stopping) return;
    this.running ??= this.work()
      .catch((error: unknown) => rootLogger('leads').warn({ err: error }, 'the upkeep of duplicates stopped; the reconciler begins it again'))
      .finally(() => (this.running = undefined));
  }

  /** Returns when the batch that is being written is. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Returns when nothing is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async work(): Promise<void> {
    await this.screen.execute();
    if (!this.stopping) await this.rekey.execute({ stopped: () => this.stopping });
  }
}

/** The upkeep begins with the service; the reconciler asks for it every few minutes from then on. */
@Injectable()
export class DuplicateUpkeepLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly upkeep: DuplicateUpkeep) {}

  onApplicationBootstrap(): void {
    if (process.env.THROUGHLINE_PASSIVE !== 'true') this.upkeep.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.upkeep.stop();
  }
}
