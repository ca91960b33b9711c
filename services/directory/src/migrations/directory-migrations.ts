import { platformMigrations } from '@throughline/persistence/platform-tables';
import { DirectorySchema1764100000000 } from './1764100000000-directory-schema';

/** For `migrateService`, in order. */
export const directoryMigrations = [...platformMigrations, DirectorySchema1764100000000];
