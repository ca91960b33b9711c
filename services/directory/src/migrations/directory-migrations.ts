import { platformMigrations } from '@throughline/persistence/platform-tables';
import { DirectorySchema1764100000000 } from './1764100000000-directory-schema';
import { AbsencesAndShifts1764220000000 } from './1764220000000-absences-and-shifts';
import { StandIns1765400000000 } from './1765400000000-stand-ins';
import { Organisation1766100000000 } from './1766100000000-organisation';
import { Groups1766110000000 } from './1766110000000-groups';
import { Scim1766130000000 } from './1766130000000-scim';
import { KeysAndTokens1766500000000 } from './1766500000000-keys-and-tokens';
import { SignIn1766510000000 } from './1766510000000-sign-in';
import { RowSecurity1767050000000 } from './1767050000000-row-security';
import { ApprovalKinds1767070000000 } from './1767070000000-approval-kinds';
import { JoiningAhead1767210000000 } from './1767210000000-joining-ahead';
import { PlannedPositions1767070000001 } from './1767070000001-planned-positions';
import { NarrowedRoles1767104000000 } from './1767104000000-narrowed-roles';
import { PasswordRequests1767060000000 } from './1767060000000-password-requests';

/** For `migrateService`, in order. */
export const directoryMigrations = [...platformMigrations, DirectorySchema1764100000000, AbsencesAndShifts1764220000000, StandIns1765400000000, Organisation1766100000000, Groups1766110000000, Scim1766130000000, KeysAndTokens1766500000000, SignIn1766510000000, ApprovalKinds1767070000000, PlannedPositions1767070000001, RowSecurity1767050000000, PasswordRequests1767060000000, NarrowedRoles1767104000000, JoiningAhead1767210000000];
