import { platformMigrations } from '@throughline/persistence/platform-tables';
import { LeadsSchema1764100000000 } from './1764100000000-leads-schema';
import { Policies1764210000000 } from './1764210000000-policies';

/** For `migrateService`, in order. */
export const leadMigrations = [...platformMigrations, LeadsSchema1764100000000, Policies1764210000000];
