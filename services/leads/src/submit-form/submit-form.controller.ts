import { Body, Controller, HttpCode, Options, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Answers, IdempotencyHeader, Public } from '@throughline/http/decorators';
import { parseRequest } from '@throughline/http/request.pipe';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { senderOf } from './sender';
import { SubmitFormCommand } from './submit-form.command';
import type { SubmittedForm } from './submit-form.dto';
import { SubmitFormDto, submitFormSchema, SubmittedFormDto } from './submit-form.dto';

/** Seconds for which a browser remembers that it may send. */
const REMEMBERED = 600;

/** The one address that the public may write to. CORS is for the origins of the form, and for nobody else. */
@ApiTags('forms')
@Controller('v1/forms')
export class SubmitFormController {
  constructor(private readonly command: SubmitFormCommand) {}

  @Options(':publicKey/leads')
  @Public()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  async preflight(@Param('publicKey') publicKey: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.admit(publicKey, request, reply);
    void reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, idempotency-key, x-correlation-id',
      'access-control-max-age': String(REMEMBERED),
    });
  }

  /** The body is looked at after the origin, so that a page of an allowed one can read what is wrong with it. */
  @Post(':publicKey/leads')
  @Public()
  @IdempotencyHeader()
  @ApiBody({ type: SubmitFormDto })
  @Answers(202, SubmittedFormDto)
  async submit(
    @Param('publicKey') publicKey: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubmittedForm> {
    const form = await this.admit(publicKey, request, reply);
    return this.command.execute(form, parseRequest(submitFormSchema, body), senderOf(request));
  }

  private async admit(publicKey: string, request: FastifyRequest, reply: FastifyReply) {
    void reply.header('vary', 'Origin');
    const form = await this.command.admit(publicKey, senderOf(request));
    void reply.headers({
      'access-control-allow-origin': request.headers.origin!,
      'access-control-expose-headers': 'retry-after, x-correlation-id, idempotency-replayed',
    });
    return form;
  }
}
