import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { requestErrors } from '@throughline/errors/common-errors';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { withImportForm } from '../import-file/import-form';
import { ImportViews } from '../import-views/import.views';
import { ImportLeadsCommand } from './import-leads.command';
import type { ImportReport } from './import-leads.dto';
import { ImportReportDto } from './import-leads.dto';
import { importMappingSchema } from './import-mapping';

/** Bytes. */
const MAX_FILE = 512 * 1024 * 1024;

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

  /** Answers when the whole file is done. */
  @Post()
  @Requires('import', 'lead')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @Answers(201, ImportReportDto)
  import(@Req() request: FastifyRequest, @CurrentPrincipal() by: Principal): Promise<ImportReport> {
    return withImportForm(request, importMappingSchema, MAX_FILE, async ({ file, mapping, dryRun, fields }) =>
      this.views.report(await this.command.execute({ file, mapping, dryRun, poolId: poolIdOf(fields) }, by), by),
    );
  }
}

function poolIdOf(fields: ReadonlyMap<string, string>): string | undefined {
  const parsed = z.uuid().optional().safeParse(fields.get('poolId'));
  if (!parsed.success) throw requestErrors.invalid({ field: 'poolId', detail: 'poolId must be a UUID.' });
  return parsed.data;
}
