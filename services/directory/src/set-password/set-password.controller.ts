import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public } from '@throughline/http/decorators';
import { SetPasswordCommand } from './set-password.command';
import { PasswordSetDto, SetPasswordDto } from './set-password.dto';

@ApiTags('sign-in')
@Controller('v1/passwords')
export class SetPasswordController {
  constructor(private readonly command: SetPasswordCommand) {}

  @Post()
  @Public()
  @Answers(200, PasswordSetDto)
  set(@Body() body: SetPasswordDto): Promise<{ set: true }> {
    return this.command.execute(body);
  }
}
