import { Inject, Injectable } from '@nestjs/common';
import { PeopleViews } from '../../people-views/people.views';
import { SANDBOX_TENANT } from '../sandbox-tenant';
import { TokenIssuer } from '../../token/token-issuer';
import type { OpenedSession } from './open-session.dto';

export interface OpenSession {
  personId: string;
}

/** Signs in as anybody, without a password: what makes a demo a demo, and why it is refused beside production settings. */
@Injectable()
export class OpenSessionCommand {
  constructor(
    private readonly people: PeopleViews,
    private readonly issuer: TokenIssuer,
    @Inject(SANDBOX_TENANT) private readonly tenant: string,
  ) {}

  /** @throws person.not_found for somebody unknown or not active */
  async execute({ personId }: OpenSession): Promise<OpenedSession> {
    const person = await this.people.active(personId);
    const { token, expiresAt } = await this.issuer.issue({
      personId: person.id,
      name: person.name,
      roles: person.roles,
      ...(person.only && { only: person.only }),
      unitPath: person.unitPath,
      tenant: this.tenant,
    });
    return { token, expiresAt: expiresAt.toISOString(), person };
  }
}
