import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { DunningCaseDto, DunningPageDto, DunningQueryDto, LetterPageDto, LettersQueryDto } from './dunning.dto';
import type { DunningCase, DunningCaseWithLetters, DunningLetter } from './dunning.dto';
import { DunningViews } from './dunning.views';
import { LetterViews } from './letter.views';

@Controller('v1/dunning')
export class DunningController {
  constructor(
    private readonly views: DunningViews,
    private readonly letters: LetterViews,
  ) {}

  @Get()
  @Requires('read', 'dunning')
  @Answers(200, DunningPageDto)
  list(@Query() query: DunningQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<DunningCase>> {
    return this.views.list(query, by);
  }

  /** The log: what was written to customers, newest first. */
  @Get('letters')
  @Requires('read', 'dunning')
  @Answers(200, LetterPageDto)
  log(@Query() query: LettersQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<DunningLetter>> {
    return this.letters.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'dunning')
  @Answers(200, DunningCaseDto)
  one(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<DunningCaseWithLetters> {
    return this.views.one(id, by);
  }
}
