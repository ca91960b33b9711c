import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { currentContext, withContext } from '@throughline/observability/context';
import type { FastifyRequest } from 'fastify';
import { ImportViews } from '../import-views/import.views';
import { ImportLeadsCommand } from './import-leads.command';
import type { ImportReport } from './import-leads.dto';
import { ImportReportDto } from './import-leads.dto';
import { receiveForm } from './receive-form';

const form = {
  type: 'object',
  required: ['file', 'mapping'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'CSV (UTF-8 or GBK) or XLSX' },
    mapping: { type: 'string', description: 'The mapping document as JSON' },
    dryRun: { type: 'string', enum: ['true', 'false'] },
    poolId: { type: 'string', format: 'uuid' },
  },
};

@ApiTags('imports')
@Controller('v1/lead-imports')
export class ImportLeadsController {
  constructor(
    private readonly command: ImportLeadsCommand,
    private readonly views: ImportViews,
  ) {}

  /** Answers when the whole file is done. Running it again is harmless by itself, so an idempotency key is not looked at. */
  @Post()
  @Requires('import', 'lead')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @Answers(201, ImportReportDto)
  async import(@Req() request: FastifyRequest, @CurrentPrincipal() by: Principal): Promise<ImportReport> {
    const { idempotency: _unused, ...context } = currentContext();
    return withContext(context, async () => {
      const received = await receiveForm(request);
      try {
        return await this.views.report(await this.command.execute(received.command, by), by);
      } finally {
        await received.discard();
      }
    });
  }
}
