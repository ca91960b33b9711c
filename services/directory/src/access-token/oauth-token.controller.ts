import { Body, Controller, Header, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isLimit } from '@throughline/access/key-limits';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Public } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { prefixOf } from '../api-key/api-key';
import { GiveTokenForKeyCommand } from './give-token-for-key.command';
import { OAuthTokenDto, TokenAnswerDto } from './oauth-token.dto';
import type { TokenAnswer, TokenRefusal } from './oauth-token.dto';

/** RFC 6749 §4.4: what common clients of other systems ask for by themselves. Client id: the key's prefix; client secret: the whole key. */
@ApiTags('sign-in')
@Controller('oauth/token')
export class OAuthTokenController {
  constructor(private readonly command: GiveTokenForKeyCommand) {}

  /** The client shows itself by HTTP Basic, or by `client_id` and `client_secret` in the form. Refusals have the form of RFC 6749 §5.2. */
  @Post()
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiResponse({ status: 200, type: TokenAnswerDto })
  async token(@Body() body: OAuthTokenDto, @Headers('authorization') authorization: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<TokenAnswer | TokenRefusal> {
    const refuse = (status: number, error: TokenRefusal['error'], error_description: string): TokenRefusal => {
      void reply.status(status);
      if (status === 401 && authorization !== undefined) void reply.header('www-authenticate', 'Basic realm="throughline"');
      return { error, error_description };
    };
    if (body.grant_type !== 'client_credentials') return refuse(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
    const { id, secret } = basic(authorization) ?? { id: body.client_id, secret: body.client_secret };
    if (secret === undefined || id === undefined || prefixOf(secret) !== id) return refuse(401, 'invalid_client', 'The client is unknown, or its secret is not valid.');
    const wanted = body.scope?.split(' ').filter((entry) => entry !== '');
    if (wanted && !wanted.every(isLimit)) return refuse(400, 'invalid_scope', 'A scope is kind:verb.');
    try {
      const { token, expiresAt, may = [] } = await this.command.execute(secret, wanted);
      if (wanted && may.length < wanted.length) return refuse(400, 'invalid_scope', 'The key does not reach that far.');
      return { access_token: token, token_type: 'Bearer', expires_in: Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000)), scope: may.join(' ') };
    } catch (error) {
      if (!(error instanceof ThroughlineError) || error.spec.status !== 401) throw error;
      return refuse(401, 'invalid_client', 'The client is unknown, or its secret is not valid.');
    }
  }
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basic(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]{1,1024})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) };
  } catch {
    return undefined;
  }
}
