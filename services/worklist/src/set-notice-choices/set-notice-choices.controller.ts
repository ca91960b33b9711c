import { Body, Controller, Get, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { NoticeChoicesAnswer } from '../notice-choices/notice-choices';
import { SetNoticeChoicesCommand } from './set-notice-choices.command';
import { NoticeChoicesAnswerDto, SetNoticeChoicesDto } from './set-notice-choices.dto';

@Controller('v1/notices/choices')
export class SetNoticeChoicesController {
  constructor(private readonly command: SetNoticeChoicesCommand) {}

  /** How one is told; what was never chosen has its default. */
  @Get()
  @Requires('read', 'notice')
  @Answers(200, NoticeChoicesAnswerDto)
  current(@CurrentPrincipal() by: Principal): Promise<NoticeChoicesAnswer> {
    return this.command.current(by);
  }

  /** All of it anew: what is left out has its default again. */
  @Put()
  @Requires('choose', 'notice')
  @IdempotencyHeader()
  @Answers(200, NoticeChoicesAnswerDto)
  set(@Body() body: SetNoticeChoicesDto, @CurrentPrincipal() by: Principal): Promise<NoticeChoicesAnswer> {
    return this.command.execute(body, by);
  }
}
