import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';

import './request';
import { routeRules } from './route-rules';

/** Checks a bearer token; access's TokenVerifier is one. */
export interface Verifier {
  verify(token: string): Promise<Principal>;
}

/** Knows sooner than the token when rights were taken away; access's PeopleBook is one. */
export interface RightsSource {
  /** The principal with his rights of now. @throws access.unauthenticated when he is no longer active */
  freshen(principal: Principal): Principal | Promise<Principal>;
}

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i;

/** The one place where a request gets its principal. */
export class SignInGuard implements CanActivate {
  rights?: RightsSource;

  constructor(private readonly verifier: Verifier) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rules = routeRules(context);
    if (rules.isPublic) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw accessErrors.unauthenticated();
    const claimed = await this.verifier.verify(token);
    const principal = this.rights ? await this.rights.freshen(claimed) : claimed;
    request.principal = principal;
    if (rules.requires) access.require(principal, rules.requires.verb as never, rules.requires.kind);
    return true;
  }
}
