import { platformMigrations } from '@throughline/persistence/platform-tables';
import { LeadsSchema1764100000000 } from './1764100000000-leads-schema';

/** For `migrateService`, in order. */
export const leadMigrations = [...platformMigrations, LeadsSchema1764100000000];
