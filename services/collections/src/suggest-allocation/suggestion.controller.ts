import { Controller, Get } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import { SuggestionsDto, type Suggestions } from './suggestion.dto';
import { SuggestionViews } from './suggestion.views';

@Controller('v1/receipts')
export class SuggestionController {
  constructor(private readonly views: SuggestionViews) {}

  /** What the receipt may pay, the likeliest first. */
  @Get(':id/suggestions')
  @Requires('read', 'receipt')
  @Answers(200, SuggestionsDto)
  of(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<Suggestions> {
    return this.views.of(id, by);
  }
}
