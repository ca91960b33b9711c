import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { ForgetSubjectCommand } from './forget-subject.command';
import { ForgottenSubjectDto } from './forget-subject.dto';

@ApiTags('sign-in')
@Controller('v1/people')
export class ForgetSubjectController {
  constructor(private readonly command: ForgetSubjectCommand) {}

  @Delete(':id/subject')
  @Requires('forget-subject', 'sign-in')
  @IdempotencyHeader()
  @Answers(200, ForgottenSubjectDto)
  forget(@IdParam() personId: string, @CurrentPrincipal() by: Principal): Promise<{ forgotten: boolean }> {
    return this.command.execute({ personId }, by);
  }
}
