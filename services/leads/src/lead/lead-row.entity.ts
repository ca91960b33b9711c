import type { LeadGrade } from '@throughline/policy/lead-score';
import type { Because } from '@throughline/policy/because';
import { Column, PrimaryColumn } from 'typeorm';
import type { LeadChannel } from './lead-channel';
import type { KeptExtension, KeptGrace, KeptPause, KeptReset, SentReminder } from './lead-moments';
import type { LeadStatus } from './lead.transitions';

const timestamp = { type: 'timestamptz', nullable: true } as const;
const optional = { type: 'text', nullable: true } as const;

/** What is stored of a lead. */
export abstract class LeadRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'pool_id' }) poolId!: string;
  @Column('text') status!: LeadStatus;
  @Column('text', { name: 'display_name' }) displayName!: string;
  @Column({ ...optional, name: 'company_name' }) companyName!: string | null;
  @Column({ ...optional, name: 'contact_name' }) contactName!: string | null;
  @Column(optional) email!: string | null;
  @Column(optional) phone!: string | null;
  @Column({ ...optional, name: 'credit_code' }) creditCode!: string | null;
  @Column(optional) domain!: string | null;
  @Column(optional) country!: string | null;
  @Column(optional) city!: string | null;
  @Column(optional) product!: string | null;
  @Column(optional) source!: string | null;
  @Column(optional) campaign!: string | null;
  @Column('text') channel!: LeadChannel;
  @Column(optional) referrer!: string | null;
  @Column('uuid', { name: 'form_id', nullable: true }) formId!: string | null;
  @Column({ ...optional, name: 'country_code' }) countryCode!: string | null;
  @Column(optional) region!: string | null;
  @Column({ ...optional, name: 'business_type' }) businessType!: string | null;
  @Column('text', { array: true }) tags!: string[];
  /** 0 to 100; null until the rules of scoring have looked at it. */
  @Column('int', { nullable: true }) score!: number | null;
  @Column(optional) grade!: LeadGrade | null;
  @Column('text', { name: 'score_rules', array: true }) scoreRules!: string[];
  @Column('int', { name: 'score_version', nullable: true }) scoreVersion!: number | null;
  /** Local day on which the customer is expected to decide. */
  @Column('date', { name: 'expected_close_on', nullable: true }) expectedCloseOn!: string | null;
  /** Percent, as the owner believes. */
  @Column('int', { nullable: true }) likelihood!: number | null;
  @Column({ ...optional, name: 'external_system' }) externalSystem!: string | null;
  @Column({ ...optional, name: 'external_id' }) externalId!: string | null;
  @Column('jsonb') attributes!: Record<string, string>;
  @Column('uuid', { name: 'import_id', nullable: true }) importId!: string | null;
  @Column('timestamptz', { name: 'captured_at' }) capturedAt!: Date;
  @Column('text', { name: 'captured_by' }) capturedBy!: string;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  /** Of the owner's unit; of the pool's while nobody owns the lead. */
  @Column('text', { name: 'org_path' }) orgPath!: string;
  /** Version of the pool's policy that this ownership keeps to its end. */
  @Column('int', { name: 'policy_version' }) policyVersion!: number;
  @Column({ ...timestamp, name: 'claimed_at' }) claimedAt!: Date | null;
  @Column({ ...timestamp, name: 'last_activity_at' }) lastActivityAt!: Date | null;
  @Column({ ...timestamp, name: 'last_visit_at' }) lastVisitAt!: Date | null;
  /** When the present owner gave the first response. */
  @Column({ ...timestamp, name: 'first_answered_at' }) firstAnsweredAt!: Date | null;
  @Column({ ...timestamp, name: 'contract_end_at' }) contractEndAt!: Date | null;
  @Column({ ...timestamp, name: 'registered_until' }) registeredUntil!: Date | null;
  /** Of this ownership: the latest activity of each kind that counts, what was granted, when the clock stood still, what was reached. */
  @Column('jsonb') resets!: KeptReset[];
  @Column('jsonb') extensions!: KeptExtension[];
  @Column('jsonb') pauses!: KeptPause[];
  @Column('text', { array: true }) reached!: string[];
  /** A change of the rules takes nothing from this ownership before its end. */
  @Column('jsonb', { nullable: true }) grace!: KeptGrace | null;
  /** What holds now and may stop the clock (LeadClockFacts.exemptions). */
  @Column('text', { array: true }) exemptions!: string[];
  /** Why the clock stands still by the policy; null while it runs. */
  @Column(optional) exemption!: string | null;
  @Column('boolean', { name: 'key_account' }) keyAccount!: boolean;
  /** When protection ends by the clock of the policy; null while the clock stands still. */
  @Column({ ...timestamp, name: 'protected_until' }) protectedUntil!: Date | null;
  /** Why then, or why never. */
  @Column('jsonb', { nullable: true }) because!: Because | null;
  @Column('jsonb', { name: 'reminded_steps' }) remindedSteps!: SentReminder[];
  @Column('uuid', { name: 'last_owner_id', nullable: true }) lastOwnerId!: string | null;
  @Column('timestamptz', { name: 'pool_since' }) poolSince!: Date;
  @Column({ ...optional, name: 'end_reason' }) endReason!: string | null;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId!: string | null;
  @Column('uuid', { name: 'deal_id', nullable: true }) dealId!: string | null;
  @Column('int') version!: number;
}
