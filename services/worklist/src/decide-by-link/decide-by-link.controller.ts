import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { Public } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { DecisionLinkViews, type OpenedLink } from '../decision-link/decision-link.views';
import { DecideByLinkCommand, type DecidedByLink } from './decide-by-link.command';
import { DecideByLinkDto } from './decide-by-link.dto';
import { languageOf, type Language } from './decision-words';
import { pageHeaders, pageOf, type PageState } from './decision-page';

export const DECISION_LINK_ROUTE = '/v1/decision-links/:token';
const page = { description: 'A page', content: { 'text/html': { schema: { type: 'string' } } } } as const;

/** Pages for people, who come from a mail and are not signed in: the link says who they are, for this one task. */
@Controller('v1/decision-links')
export class DecideByLinkController {
  constructor(
    private readonly views: DecisionLinkViews,
    private readonly command: DecideByLinkCommand,
  ) {}

  /** Decides nothing, however often it is asked. */
  @Get(':token')
  @Public()
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'What a decision link asks, with the buttons to answer it; changes nothing.' })
  @ApiResponse({ status: 200, ...page })
  async show(@Param('token') token: string, @Headers('accept-language') language: string | undefined, @Res() http: FastifyReply): Promise<void> {
    send(http, languageOf(language), await this.views.open(token));
  }

  @Post(':token')
  @Public()
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'Decides the task of the link, once; the page says what stands.' })
  @ApiResponse({ status: 200, ...page })
  async decide(@Param('token') token: string, @Body() { outcome, comment }: DecideByLinkDto, @Headers('accept-language') language: string | undefined, @Res() http: FastifyReply): Promise<void> {
    const done = await this.command.execute({ token, outcome, comment: comment === '' ? undefined : comment });
    if (done.did === 'unknown') send(http, languageOf(language), { state: 'noted' });
    else send(http, languageOf(language), done.now, done.did);
  }
}

/** A link that is no good any more is no fault of the server, but no success either: a program can tell. */
const statuses: Record<PageState['state'], number> = { unknown: 404, expired: 410, not_yours: 410, closed: 410, changed: 409, sign_in: 403, decided: 200, asks: 200, noted: 202 };

function send(http: FastifyReply, language: Language, shown: OpenedLink | { state: 'noted' }, did?: DecidedByLink['did']): void {
  const wrong = did === 'comment_missing' || (did === 'nothing' && shown.state === 'asks') ? 422 : did === 'nothing' && shown.state === 'decided' ? 409 : statuses[shown.state];
  void http.status(wrong).headers(pageHeaders).send(pageOf(shown, language, did));
}
