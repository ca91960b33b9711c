import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { DuplicateLine } from './duplicate-views.dto';
import { DuplicatesPageDto, DuplicatesQueryDto } from './duplicate-views.dto';
import { DuplicateViews } from './duplicate.views';

@ApiTags('duplicates')
@Controller('v1/duplicates')
export class DuplicateViewsController {
  constructor(private readonly views: DuplicateViews) {}

  @Get()
  @Requires('read', 'duplicate')
  @Answers(200, DuplicatesPageDto)
  list(@Query() query: DuplicatesQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<DuplicateLine>> {
    return this.views.list(query, by);
  }
}
