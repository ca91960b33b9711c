import { platformMigrations } from '@throughline/persistence/platform-tables';
import { LeadsSchema1764100000000 } from './1764100000000-leads-schema';
import { LeadClock1764200000000 } from './1764200000000-lead-clock';
import { Policies1764210000000 } from './1764210000000-policies';
import { Assignment1764220000000 } from './1764220000000-assignment';
import { Intake1764240000000 } from './1764240000000-intake';
import { Accounts1764250000000 } from './1764250000000-accounts';
import { Duplicates1764230000000 } from './1764230000000-duplicates';
import { Ownership1764260000000 } from './1764260000000-ownership';

/** For `migrateService`, in order. */
export const leadMigrations = [...platformMigrations, LeadsSchema1764100000000, LeadClock1764200000000, Policies1764210000000, Assignment1764220000000, Intake1764240000000, Accounts1764250000000, Duplicates1764230000000, Ownership1764260000000];
