import { Body, Controller, Post } from '@nestjs/common';
import { Answers, Public } from '@throughline/http/decorators';
import { OpenSessionCommand } from './open-session.command';
import type { OpenedSession } from './open-session.dto';
import { OpenedSessionDto, OpenSessionDto } from './open-session.dto';

@Controller('v1/sandbox/sessions')
export class OpenSessionController {
  constructor(private readonly command: OpenSessionCommand) {}

  @Post()
  @Public()
  @Answers(201, OpenedSessionDto)
  open(@Body() { personId }: OpenSessionDto): Promise<OpenedSession> {
    return this.command.execute({ personId });
  }
}
