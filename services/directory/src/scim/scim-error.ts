import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import { toProblem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { asExpectedError } from '@throughline/http/as-expected-error';
import { rootLogger } from '@throughline/observability/logger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SCIM_JSON, URN } from './scim-names';
import { ScimRefusal, type ScimType } from './scim-refusal';

interface ScimErrorBody {
  schemas: string[];
  status: string;
  scimType?: ScimType;
  detail: string;
}

/** Answers every error of these routes as RFC 7644, 3.12, asks for. */
@Catch()
export class ScimErrorFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const { status, scimType, detail } = thrown instanceof ScimRefusal ? { status: thrown.status, scimType: thrown.scimType, detail: thrown.message } : refusalOf(thrown, request);
    const body: ScimErrorBody = { schemas: [URN.error], status: String(status), ...(scimType && { scimType }), detail };
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="throughline"');
    if (status === 503) void reply.header('retry-after', '5');
    void reply.status(status).type(SCIM_JSON).send(JSON.stringify(body));
  }
}

function refusalOf(thrown: unknown, request: FastifyRequest): { status: number; scimType: ScimType | undefined; detail: string } {
  const error = asExpectedError(thrown);
  const { status, code, detail } = toProblem(error, request.url.split('?', 1)[0], request.correlationId);
  if (status >= 500) rootLogger('directory').error({ code, err: thrown }, 'a SCIM request failed');
  // What the request names and is not there is a wrong value, not a missing resource.
  const wrongValue = error instanceof ThroughlineError && error.details.field !== undefined && (status === 404 || status === 422 || status === 400);
  const text = `${detail} (${code})`;
  if (wrongValue || status === 422) return { status: 400, scimType: 'invalidValue', detail: text };
  return { status, scimType: status === 409 && code.endsWith('_taken') ? 'uniqueness' : undefined, detail: text };
}
