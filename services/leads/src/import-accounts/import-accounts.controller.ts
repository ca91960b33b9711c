import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { FastifyRequest } from 'fastify';
import { PageQueryDto } from '../account-views/account-views.dto';
import { withImportForm } from '../import-file/import-form';
import { AccountImportViews } from './account-import.views';
import { accountMappingSchema } from './account-mapping';
import { ImportAccountsCommand } from './import-accounts.command';
import type { AccountImport, AccountImportRow } from './import-accounts.dto';
import { AccountImportDto, AccountImportRowsDto } from './import-accounts.dto';

/** Bytes. A customer base is small beside its leads. */
const MAX_FILE = 16 * 1024 * 1024;

const form = {
  type: 'object',
  required: ['file', 'mapping'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'CSV (UTF-8 or GBK) or XLSX, at most 20,000 rows' },
    mapping: { type: 'string', description: 'The mapping document as JSON' },
    dryRun: { type: 'string', enum: ['true', 'false'] },
  },
};

@ApiTags('imports')
@Controller('v1/account-imports')
export class ImportAccountsController {
  constructor(
    private readonly command: ImportAccountsCommand,
    private readonly views: AccountImportViews,
  ) {}

  @Post()
  @Requires('import', 'account')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @Answers(201, AccountImportDto)
  import(@Req() request: FastifyRequest, @CurrentPrincipal() by: Principal): Promise<AccountImport> {
    return withImportForm(request, accountMappingSchema, MAX_FILE, async ({ file, mapping, dryRun }) =>
      this.views.report(await this.command.execute({ file, mapping, dryRun }, by), by),
    );
  }

  @Get(':id')
  @Requires('import', 'account')
  @Answers(200, AccountImportDto)
  report(@IdParam() importId: string, @CurrentPrincipal() by: Principal): Promise<AccountImport> {
    return this.views.report(importId, by);
  }

  @Get(':id/rows')
  @Requires('import', 'account')
  @Answers(200, AccountImportRowsDto)
  rows(@IdParam() importId: string, @Query() query: PageQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<AccountImportRow>> {
    return this.views.rows(importId, query, by);
  }
}
