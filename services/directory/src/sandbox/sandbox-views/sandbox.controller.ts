import { Controller, Get } from '@nestjs/common';
import { Answers, Public } from '@throughline/http/decorators';
import type { JSONWebKeySet } from 'jose';
import type { PersonView } from '../../people-views/people.dto';
import { PeoplePageDto } from '../../people-views/people.dto';
import { PeopleViews } from '../../people-views/people.views';
import { TokenIssuer } from '../token-issuer';

/** What somebody needs who has not signed in yet. */
@Controller()
export class SandboxController {
  constructor(
    private readonly people: PeopleViews,
    private readonly issuer: TokenIssuer,
  ) {}

  /** Whom one may sign in as: everybody, in one answer. */
  @Get('v1/sandbox/people')
  @Public()
  @Answers(200, PeoplePageDto)
  async everybody(): Promise<{ items: PersonView[] }> {
    const { items } = await this.people.page({ limit: 200 });
    return { items };
  }

  /** RFC 7517. */
  @Get('.well-known/jwks.json')
  @Public()
  @Answers(200)
  keys(): JSONWebKeySet {
    return this.issuer.keySet;
  }
}
