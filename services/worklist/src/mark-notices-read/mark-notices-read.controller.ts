import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { MarkNoticesReadCommand } from './mark-notices-read.command';
import { MarkNoticesReadDto, NoticesReadDto, type NoticesRead } from './mark-notices-read.dto';

@Controller('v1/notices')
export class MarkNoticesReadController {
  constructor(private readonly command: MarkNoticesReadCommand) {}

  @Post('read')
  @Requires('mark-read', 'notice')
  @IdempotencyHeader()
  @Answers(200, NoticesReadDto)
  mark(@Body() body: MarkNoticesReadDto, @CurrentPrincipal() by: Principal): Promise<NoticesRead> {
    return this.command.execute(body, by);
  }
}
