import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { PoolDetail, PoolLine } from './pool-views.dto';
import { PoolDetailDto, PoolsDto } from './pool-views.dto';
import { PoolViews } from './pool.views';

@ApiTags('pools')
@Controller('v1/pools')
export class PoolViewsController {
  constructor(private readonly views: PoolViews) {}

  @Get()
  @Requires('read', 'pool')
  @Answers(200, PoolsDto)
  list(): Promise<{ items: PoolLine[] }> {
    return this.views.list();
  }

  @Get(':id')
  @Requires('read', 'pool')
  @Answers(200, PoolDetailDto)
  detail(@IdParam() poolId: string, @CurrentPrincipal() by: Principal): Promise<PoolDetail> {
    return this.views.detail(poolId, by);
  }
}
