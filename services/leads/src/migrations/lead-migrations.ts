import { RowSecurity1766900000000 } from './1766900000000-row-security';
import { LeadCaptured1767020000000 } from './1767020000000-lead-captured';
import { platformMigrations } from '@throughline/persistence/platform-tables';
import { LeadsSchema1764100000000 } from './1764100000000-leads-schema';
import { LeadClock1764200000000 } from './1764200000000-lead-clock';
import { Policies1764210000000 } from './1764210000000-policies';
import { Assignment1764220000000 } from './1764220000000-assignment';
import { Intake1764240000000 } from './1764240000000-intake';
import { Accounts1764250000000 } from './1764250000000-accounts';
import { Duplicates1764230000000 } from './1764230000000-duplicates';
import { AccountDuplicates1764430000000 } from './1764430000000-account-duplicates';
import { ClockFacts1764440000000 } from './1764440000000-clock-facts';
import { Ownership1764260000000 } from './1764260000000-ownership';
import { Pools1764450000000 } from './1764450000000-pools';
import { NobodyNear1764460100000 } from './1764460100000-nobody-near';
import { PoolTakes1764460400000 } from './1764460400000-pool-takes';
import { RecomputeBesideChange1767120000000 } from './1767120000000-recompute-beside-change';
import { NarrowedReach1767101000000 } from './1767101000000-narrowed-reach';
import { PathsOfDeals1767090000000 } from './1767090000000-paths-of-deals';
import { ClaimCounts1764460300000 } from './1764460300000-claim-counts';

/** For `migrateService`, in order. */
export const leadMigrations = [...platformMigrations, LeadsSchema1764100000000, LeadClock1764200000000, Policies1764210000000, Assignment1764220000000, Intake1764240000000, Accounts1764250000000, Duplicates1764230000000, Ownership1764260000000, AccountDuplicates1764430000000, ClockFacts1764440000000, Pools1764450000000, NobodyNear1764460100000, ClaimCounts1764460300000, PoolTakes1764460400000, RowSecurity1766900000000, LeadCaptured1767020000000, PathsOfDeals1767090000000, NarrowedReach1767101000000, RecomputeBesideChange1767120000000];
