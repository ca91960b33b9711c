import type { Principal } from '@throughline/access/principal';
import { LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { Child } from './child';
import type { Issuer } from './sign-in';
import { startIssuer } from './sign-in';

const tenant = 'bench';

/** The leads service in a process of its own on a fixture's database. Relay and worker are off, as they have rows of their own. */
export interface LeadsBed {
  service: LeadsOnPostgres;
  child: Child;
  issuer: Issuer;
  /** For the header `authorization`. */
  bearer(person: Principal): Promise<string>;
  close(): Promise<void>;
}

export async function leadsBed(policy?: LeadPolicy): Promise<LeadsBed> {
  const service = await LeadsOnPostgres.start(policy ? { policy } : {});
  const issuer = await startIssuer(tenant);
  const child = await Child.start('leads-service', {
    ...issuer.env,
    DATABASE_URL_LEADS: service.database.url,
    THROUGHLINE_SANDBOX: 'false',
    THROUGHLINE_PASSIVE: 'true',
  });
  return {
    service,
    child,
    issuer,
    bearer: async (person) => `Bearer ${await issuer.token(person)}`,
    async close() {
      await child.stop();
      issuer.close();
      await service.stop();
    },
  };
}
