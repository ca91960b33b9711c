import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { DeadNoticesPageDto, DeadNoticesQueryDto, type DeadNoticesPage } from './dead-notices.dto';
import { DeadNoticesViews } from './dead-notices.views';

@Controller('v1/notices/dead')
export class DeadNoticesController {
  constructor(private readonly views: DeadNoticesViews) {}

  /** Notices that could not be delivered, the oldest first: to whom, by what, and why not; never what they say. */
  @Get()
  @Requires('oversee', 'notice')
  @Answers(200, DeadNoticesPageDto)
  list(@Query() query: DeadNoticesQueryDto, @CurrentPrincipal() by: Principal): Promise<DeadNoticesPage> {
    return this.views.list(query, by);
  }
}
