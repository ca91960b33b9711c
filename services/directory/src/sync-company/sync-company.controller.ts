import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { SyncCompanyCommand } from './sync-company.command';
import type { SyncReport } from './sync-company.dto';
import { SyncCompanyDto, SyncReportDto } from './sync-company.dto';

@Controller('v1/directory-syncs')
export class SyncCompanyController {
  constructor(private readonly command: SyncCompanyCommand) {}

  @Post()
  @Requires('sync', 'unit')
  @IdempotencyHeader()
  @Answers(200, SyncReportDto)
  sync(@Body() body: SyncCompanyDto, @CurrentPrincipal() by: Principal): Promise<SyncReport> {
    return this.command.execute(body, by);
  }
}
