import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { NoticesPageDto, NoticesQueryDto, type NoticesPage } from './notices.dto';
import { NoticesViews } from './notices.views';

@Controller('v1/notices')
export class NoticesController {
  constructor(private readonly views: NoticesViews) {}

  /** What one was told, newest first, and how much of it is unread. */
  @Get()
  @Requires('read', 'notice')
  @Answers(200, NoticesPageDto)
  list(@Query() query: NoticesQueryDto, @CurrentPrincipal() by: Principal): Promise<NoticesPage> {
    return this.views.list(query, by);
  }
}
