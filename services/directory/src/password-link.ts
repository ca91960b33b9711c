import { systemPrincipal } from '@throughline/access/principal';
import type { SettingsOf } from '@throughline/config/settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { withContext } from '@throughline/observability/context';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { FoundCompany } from './found-company/found-company.command';
import { FoundCompanyCommand } from './found-company/found-company.command';
import type { PasswordLink } from './give-password-link/give-password-link.dto';
import { GivePasswordLinkCommand } from './give-password-link/give-password-link.command';
import { LocalAccountRepository } from './local-account/local-account.repository';
import { personErrors } from './person/person.errors';
import { PersonRepository } from './person/person.repository';
import { UnitRepository } from './unit/unit.repository';

type LinkSettings = SettingsOf<'sign-in'>;
const by = systemPrincipal('sign-in');

/**
 * For `throughline sign-in link`: where nobody can sign in yet who could give a link, who has the database gives it. The facts lie in the outbox; the
 * running directory service publishes them.
 * @throws person.not_found for an address that no active person has
 */
export async function passwordLinkFor(settings: LinkSettings, email: string): Promise<PasswordLink> {
  return onDatabase(settings, async (runner, outbox) => {
    const accounts = new LocalAccountRepository();
    const personId = await runner.read((tx) => accounts.personByEmail(tx, email));
    if (personId === undefined) throw personErrors.not_found({ detail: `Nobody who is active has the e-mail address ${email}.` });
    return new GivePasswordLinkCommand(runner, new PersonRepository(), accounts, { publicUrl: settings.PUBLIC_URL }, outbox).execute({ personId }, by);
  });
}

/** For `throughline sign-in first-administrator`: who begins in an empty directory. @throws founding.not_empty */
export async function foundCompany(settings: LinkSettings, founding: FoundCompany): Promise<PasswordLink> {
  await onDatabase(settings, (runner, outbox) => new FoundCompanyCommand(runner, new UnitRepository(), new PersonRepository(), outbox).execute(founding, by));
  return passwordLinkFor(settings, founding.email);
}

async function onDatabase<T>(settings: LinkSettings, work: (runner: TransactionRunner, outbox: Outbox) => Promise<T>): Promise<T> {
  const persistence = { service: 'directory', url: settings.DATABASE_URL_DIRECTORY, sandbox: settings.THROUGHLINE_SANDBOX, poolSize: 1 };
  const messaging = { service: 'directory', tenant: settings.THROUGHLINE_TENANT, sandbox: settings.THROUGHLINE_SANDBOX, brokers: [] };
  const source = await serviceDataSource(persistence).initialize();
  try {
    const runner = new TransactionRunner(source, persistence);
    const outbox = new Outbox(messaging, new OutboxBell(), new QuietProbe());
    const done = await withContext({ principal: { personId: by.personId, authType: 'system' } }, () => work(runner, outbox));
    await source.query("SELECT pg_notify('outbox_directory', '')");
    return done;
  } finally {
    await source.destroy();
  }
}
