import type { ActivityRecord } from './lead-policy';

/** What happened to one owned lead since it was taken. Of another ownership nothing counts, but for `createdAt` and `contractEndAt`. */
export interface LeadClockFacts {
  /** The start of the ownership, by whatever path it came. */
  claimedAt: Date;
  /** When the lead came in. */
  createdAt?: Date | null | undefined;
  lastActivityAt?: Date | null | undefined;
  lastVisitAt?: Date | null | undefined;
  contractEndAt?: Date | null | undefined;
  /** The latest activity that counts (`resetRuleOf`) of each kind, and of each record where it was not the lead itself. */
  resets?: readonly { kind: string; on?: ActivityRecord | undefined; at: Date }[];
  /** Granted extensions. `from`: the end that was extended, `at`: when it was granted; without them it lengthens the quiet days. */
  extensions?: readonly { days: number; at?: Date | undefined; from?: Date | undefined }[];
  /** Times in which the clock stands still; without `to` it stands still now. */
  pauses?: readonly { from: Date; to?: Date | null | undefined }[];
  reached?: readonly string[];
  /** A change of the rules at `since` takes nothing before `until`, whatever they say. */
  grace?: { since: Date; until: Date } | null | undefined;
  /** When the first response was given. */
  firstAnsweredAt?: Date | null | undefined;
  /** What holds now: `won`, `open-deal` and `open-deal:<stage>` for each stage the deal has reached, `live-contract`, `locked`, `in-approval`, `registered`. */
  exemptions?: readonly string[];
  tags?: readonly string[];
  grade?: string | null | undefined;
  businessType?: string | null | undefined;
  source?: string | null | undefined;
  product?: string | null | undefined;
}

export type Pauses = NonNullable<LeadClockFacts['pauses']>;
