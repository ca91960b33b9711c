import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { ApiKeyView } from './api-keys.dto';
import { ApiKeysPageDto, ApiKeysQueryDto } from './api-keys.dto';
import { ApiKeysViews } from './api-keys.views';

@ApiTags('sign-in')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly views: ApiKeysViews) {}

  @Get()
  @Requires('read', 'api-key')
  @Answers(200, ApiKeysPageDto)
  list(@Query() query: ApiKeysQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<ApiKeyView>> {
    return this.views.page(query, by);
  }
}
