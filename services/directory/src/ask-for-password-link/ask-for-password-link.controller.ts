import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public } from '@throughline/http/decorators';
import { AskForPasswordLinkCommand } from './ask-for-password-link.command';
import { AskForPasswordLinkDto, PasswordLinkAskedDto, type PasswordLinkAsked } from './ask-for-password-link.dto';

@ApiTags('sign-in')
@Controller('v1/passwords/links')
export class AskForPasswordLinkController {
  constructor(private readonly command: AskForPasswordLinkCommand) {}

  /** A link to set a new password goes to this address, where somebody has it who has a password. The answer is the same if nobody has. */
  @Post()
  @Public()
  @Answers(202, PasswordLinkAskedDto)
  ask(@Body() body: AskForPasswordLinkDto): Promise<PasswordLinkAsked> {
    return this.command.execute(body);
  }
}
