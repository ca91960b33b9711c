import { Body, Controller, Get, Inject, Post } from '@nestjs/common';

import { Answers, Requires } from '@throughline/http/decorators';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';

import { AdvanceSandboxTime } from './advance-sandbox-time.command';
import { AdvancedDto, AdvanceSandboxTimeDto, SandboxTimeDto, type Advanced } from './advance-sandbox-time.dto';

/** Exists in a sandbox only. */
@Controller('v1/sandbox/time')
export class AdvanceSandboxTimeController {
  constructor(
    @Inject(SandboxTimeStore) private readonly store: SandboxTimeStore,
    @Inject(AdvanceSandboxTime) private readonly command: AdvanceSandboxTime,
  ) {}

  /** Business time of this sandbox. */
  @Get()
  @Requires('read', 'sandbox-time')
  @Answers(200, SandboxTimeDto)
  async now(): Promise<{ now: string }> {
    return { now: (await this.store.now()).toISOString() };
  }

  /** Moves time forward, stopping at every instant at which something is due; answers when all has come to rest. */
  @Post('advance')
  @Requires('advance', 'sandbox-time')
  @Answers(200, AdvancedDto)
  advance(@Body() body: AdvanceSandboxTimeDto): Promise<Advanced> {
    return this.command.execute(body);
  }
}
