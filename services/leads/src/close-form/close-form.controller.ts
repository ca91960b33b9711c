import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { CloseFormCommand } from './close-form.command';
import type { ClosedForm } from './close-form.dto';
import { ClosedFormDto } from './close-form.dto';

@ApiTags('forms')
@Controller('v1/lead-forms')
export class CloseFormController {
  constructor(private readonly command: CloseFormCommand) {}

  @Post(':id/close')
  @Requires('close', 'form')
  @IdempotencyHeader()
  @Answers(200, ClosedFormDto)
  close(@IdParam() formId: string, @CurrentPrincipal() by: Principal): Promise<ClosedForm> {
    return this.command.execute({ formId }, by);
  }
}
