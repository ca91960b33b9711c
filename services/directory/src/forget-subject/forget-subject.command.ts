import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { subjectForgotten } from '@throughline/events/sign-in-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { EndSessionsCommand } from '../end-sessions/end-sessions.command';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { OidcSubjectRepository } from '../oidc/oidc-subject.repository';
import { PersonRepository } from '../person/person.repository';

/** A person was entered anew at the identity provider: at his next sign-in he is found by his address again. His sessions end. */
@Injectable()
export class ForgetSubjectCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly subjects: OidcSubjectRepository,
    private readonly accounts: LocalAccountRepository,
    private readonly sessions: EndSessionsCommand,
    private readonly outbox: Outbox,
  ) {}

  /** Said again it is no fact. @throws person.not_found, access.denied */
  async execute({ personId }: { personId: string }, by: Principal): Promise<{ forgotten: boolean }> {
    access.require(by, 'forget-subject', 'sign-in');
    return this.transaction.run(async (tx) => {
      const person = await this.people.find(tx, personId);
      if (!(await this.subjects.unbind(tx, personId))) return { forgotten: false };
      const version = await this.accounts.next(tx, personId);
      await this.outbox.append(tx, subjectForgotten.of({ id: personId, version, correlationId: personId, orgPath: person.unitPath, data: { personId } }));
      await this.sessions.endAll(tx, personId, 'everywhere');
      return { forgotten: true };
    });
  }
}
