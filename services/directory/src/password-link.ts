import { systemPrincipal } from '@throughline/access/principal';
import type { SettingsOf } from '@throughline/config/settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { withContext } from '@throughline/observability/context';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PasswordLink } from './give-password-link/give-password-link.dto';
import { GivePasswordLinkCommand } from './give-password-link/give-password-link.command';
import { LocalAccountRepository } from './local-account/local-account.repository';
import { personErrors } from './person/person.errors';
import { PersonRepository } from './person/person.repository';

/**
 * For `throughline sign-in link`: where nobody can sign in yet who could give a link, who has the database gives it. The fact lies in the outbox; the
 * running directory service publishes it.
 * @throws person.not_found for an address that no active person has
 */
export async function passwordLinkFor(settings: SettingsOf<'sign-in'>, email: string): Promise<PasswordLink> {
  const persistence = { service: 'directory', url: settings.DATABASE_URL_DIRECTORY, sandbox: settings.THROUGHLINE_SANDBOX, poolSize: 1 };
  const messaging = { service: 'directory', tenant: settings.THROUGHLINE_TENANT, sandbox: settings.THROUGHLINE_SANDBOX, brokers: [] };
  const source = await serviceDataSource(persistence).initialize();
  try {
    const runner = new TransactionRunner(source, persistence);
    const accounts = new LocalAccountRepository();
    const command = new GivePasswordLinkCommand(runner, new PersonRepository(), accounts, { publicUrl: settings.PUBLIC_URL }, new Outbox(messaging, new OutboxBell(), new QuietProbe()));
    const personId = await runner.read((tx) => accounts.personByEmail(tx, email));
    if (personId === undefined) throw personErrors.not_found({ detail: `Nobody who is active has the e-mail address ${email}.` });
    const by = systemPrincipal('sign-in-link');
    const given = await withContext({ principal: { personId: by.personId, authType: 'system' } }, () => command.execute({ personId }, by));
    await source.query("SELECT pg_notify('outbox_directory', '')");
    return given;
  } finally {
    await source.destroy();
  }
}
