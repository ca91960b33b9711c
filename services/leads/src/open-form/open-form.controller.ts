import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { OpenFormCommand } from './open-form.command';
import type { OpenedForm } from './open-form.dto';
import { OpenedFormDto, OpenFormDto } from './open-form.dto';

@ApiTags('forms')
@Controller('v1/lead-forms')
export class OpenFormController {
  constructor(private readonly command: OpenFormCommand) {}

  @Post()
  @Requires('open', 'form')
  @IdempotencyHeader()
  @Answers(201, OpenedFormDto)
  open(@Body() body: OpenFormDto, @CurrentPrincipal() by: Principal): Promise<OpenedForm> {
    return this.command.execute(body, by);
  }
}
