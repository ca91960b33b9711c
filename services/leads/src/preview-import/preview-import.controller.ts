import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Answers, Requires } from '@throughline/http/decorators';
import type { FastifyRequest } from 'fastify';
import { withImportForm } from '../import-file/import-form';
import { firstRows } from './first-rows';
import type { ImportPreview } from './preview-import.dto';
import { ImportPreviewDto, previewHabitsSchema } from './preview-import.dto';

/** Bytes: the beginning of a CSV file is enough, a workbook has to be whole. */
const MAX_FILE = 64 * 1024 * 1024;

const form = {
  type: 'object',
  required: ['file', 'mapping'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'CSV (UTF-8 or GBK), also only its beginning, or XLSX' },
    mapping: { type: 'string', description: 'What a mapping says of the file itself (format, encoding, delimiter, sheet) as JSON; {} where nothing' },
  },
};

@ApiTags('imports')
@Controller('v1/lead-imports/previews')
export class PreviewImportController {
  /** What stands in a file, for whoever says which column is what. Nothing is kept. */
  @Post()
  @HttpCode(200)
  @Requires('import', 'lead')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @Answers(200, ImportPreviewDto)
  preview(@Req() request: FastifyRequest): Promise<ImportPreview> {
    return withImportForm(request, previewHabitsSchema, MAX_FILE, ({ file, mapping }) => firstRows(file, mapping));
  }
}
