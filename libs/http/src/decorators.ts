import './request';
import { applyDecorators, createParamDecorator, HttpCode, Param, SetMetadata, type ExecutionContext, type Type, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import type { Kind, VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';

import { expectedVersion } from './etag';
import { IdPipe } from './id-pipe';
import { ContentTagInterceptor, VersionedInterceptor } from './versioned.interceptor';

export const PUBLIC = 'throughline:public';
export const REQUIRES = 'throughline:requires';

export interface RequiredRight {
  verb: string;
  kind: Kind;
}

/** No sign-in is asked for. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The caller needs this right at all; the command still checks that it reaches the record. */
export const Requires = <K extends Kind>(verb: VerbOf<K>, kind: K) =>
  applyDecorators(SetMetadata(REQUIRES, { verb, kind } satisfies RequiredRight), ApiBearerAuth());

/** The principal of the verified token. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw accessErrors.unauthenticated();
  return principal;
});

/** An id in the path, `@IdParam('id') id: string`. @throws request.invalid when it is no UUID */
export const IdParam = (name = 'id'): ParameterDecorator => (target, property, index) => {
  const descriptor = property && Object.getOwnPropertyDescriptor(target, property);
  if (descriptor) ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(target, property, descriptor);
  Param(name, new IdPipe(name))(target, property, index);
};

const SeenVersion = createParamDecorator((optional: boolean, context: ExecutionContext) =>
  expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'], optional),
);

/**
 * The version that the caller has seen, from `If-Match: "7"`; undefined only where `optional`.
 * @throws concurrency.version_required (428) when the header is missing, request.invalid when it is no version
 */
export const IfMatch = ({ optional = false }: { optional?: boolean } = {}): ParameterDecorator => (target, property, index) => {
  const descriptor = property && Object.getOwnPropertyDescriptor(target, property);
  const description = 'The ETag of the record as it was read.';
  if (descriptor) ApiHeader({ name: 'If-Match', required: !optional, schema: { type: 'string', examples: ['"7"'] }, description })(target, property, descriptor);
  SeenVersion(optional)(target, property, index);
};

/** The answer's `version` is sent as its ETag; a GET with the same `If-None-Match` is answered 304. */
export const Versioned = () => UseInterceptors(VersionedInterceptor);

/**
 * The ETag of a GET is that of all it answers. For a record whose version does not tell of everything that its reader sees: what hangs on rules that
 * changed, or on who asks. It is good for `If-None-Match` only.
 */
export const TaggedByContent = () => UseInterceptors(ContentTagInterceptor);

/** Status and body of the successful answer, for the router and the OpenAPI document. */
export const Answers = (status: number, type?: Type<unknown>) =>
  applyDecorators(HttpCode(status), ApiResponse({ status, description: 'Done', ...(type && { type }) }));

/** Documents that the route honours an `Idempotency-Key`; every POST, PUT, PATCH and DELETE does. */
export const IdempotencyHeader = () =>
  ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 255 }, description: 'Makes a repetition harmless.' });
