import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import type { ImportReport } from '../import-leads/import-leads.dto';
import { ImportReportDto } from '../import-leads/import-leads.dto';
import { exportCell } from './export-cell';
import type { ImportedRow, ImportLine } from './import-views.dto';
import { ImportRowsPageDto, ImportRowsQueryDto, ImportsPageDto, ImportsQueryDto } from './import-views.dto';
import { ImportViews } from './import.views';

const COLUMNS = ['rowNo', 'outcome', 'name', 'leadId', 'matchedBy', 'code', 'field'] as const;

@ApiTags('imports')
@Controller('v1/lead-imports')
export class ImportViewsController {
  constructor(private readonly views: ImportViews) {}

  /** One's own and those of whom one may see, the latest first. */
  @Get()
  @Requires('import', 'lead')
  @Answers(200, ImportsPageDto)
  list(@Query() query: ImportsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<ImportLine>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('import', 'lead')
  @Answers(200, ImportReportDto)
  report(@IdParam() importId: string, @CurrentPrincipal() by: Principal): Promise<ImportReport> {
    return this.views.report(importId, by);
  }

  @Get(':id/rows')
  @Requires('import', 'lead')
  @Answers(200, ImportRowsPageDto)
  rows(@IdParam() importId: string, @Query() query: ImportRowsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<ImportedRow>> {
    return this.views.rows(importId, query, by);
  }

  /** The whole report as a file; cells that a spreadsheet would take for formulas are neutralised. */
  @Get(':id/report.csv')
  @Requires('import', 'lead')
  @ApiProduces('text/csv')
  async file(@IdParam() importId: string, @CurrentPrincipal() by: Principal, @Res() reply: FastifyReply): Promise<void> {
    await this.views.recordExport(importId, by);
    const csv = Readable.from(this.allRows(importId, by)).pipe(stringify({ header: true, bom: true, columns: [...COLUMNS] }));
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="import-${importId}.csv"`)
      .send(csv);
  }

  private async *allRows(importId: string, by: Principal): AsyncGenerator<string[]> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.views.rows(importId, { limit: 1_000, cursor }, by);
      for (const row of page.items) yield COLUMNS.map((column) => exportCell(row[column]));
      if (page.next === undefined) return;
      cursor = page.next;
    }
  }
}
