import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import type { ActingPrincipal } from '@throughline/observability/context';

import { nameOperation } from './operation';
import { routeRules, type RouteRules } from './route-rules';

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

/** The one place where a request gets its principal, and its context with it. */
export class SignInGuard implements CanActivate {
  rights?: RightsSource;

  constructor(
    private readonly verifier: Verifier,
    private readonly authType: ActingPrincipal['authType'],
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rules = routeRules(context);
    if (!rules.isPublic) await this.signIn(request, rules);
    nameOperation(request, this.authType);
    return true;
  }

  private async signIn(request: FastifyRequest, rules: RouteRules): Promise<void> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw accessErrors.unauthenticated();
    const claimed = await this.verifier.verify(token);
    const principal = this.rights ? await this.rights.freshen(claimed) : claimed;
    request.principal = principal;
    if (rules.requires) access.require(principal, rules.requires.verb as never, rules.requires.kind);
  }
}
