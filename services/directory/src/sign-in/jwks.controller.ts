import { Controller, Get, Optional } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public } from '@throughline/http/decorators';
import type { JSONWebKeySet } from 'jose';
import { KeyRing } from '../signing-key/key-ring';
import { TokenIssuer } from '../token/token-issuer';

@ApiTags('sign-in')
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(
    private readonly ring: KeyRing,
    /** In a sandbox only: what signs for its sign-in as anybody. */
    @Optional() private readonly sandbox?: TokenIssuer,
  ) {}

  /** RFC 7517: the keys that access tokens of this installation are signed with, the next one included. */
  @Get()
  @Public()
  @Answers(200)
  async keys(): Promise<JSONWebKeySet> {
    return { keys: [...(this.sandbox?.keySet.keys ?? []), ...(await this.ring.published())] };
  }
}
