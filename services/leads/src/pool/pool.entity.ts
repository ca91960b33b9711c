import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where leads wait for an owner: a name, who it is open to, and the policy that new ownerships take. */
@Entity('pool')
export class Pool {
  @PrimaryColumn('uuid') id!: string;
  /** By which files and people name it; never changes. */
  @Column('text') key!: string;
  @Column('text') name!: string;
  /** Path of the unit that the pool belongs to. */
  @Column('text', { name: 'org_path' }) orgPath!: string;
  @Column('text', { name: 'policy_id' }) policyId!: string;
  @Column('int', { name: 'policy_version' }) policyVersion!: number;
  /** By whose version in force its leads are given out; null: by hand only. */
  @Column('text', { name: 'assignment_policy_id', nullable: true }) assignmentPolicyId!: string | null;
  /** Fields of its leads that nobody sees before he owns one. */
  @Column('text', { name: 'hidden_fields', array: true }) hiddenFields!: string[];
  /** Business types whose leads enter it where they name no pool; none: those that no other pool takes. */
  @Column('text', { array: true }) takes!: string[];
  /** Who looks after it; none: the heads of sales of its unit. */
  @Column('uuid', { array: true }) administrators!: string[];
  @Column('text') status!: 'open' | 'closed';
  @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('text', { name: 'closed_because', nullable: true }) closedBecause!: string | null;
  /** The pool that the leads of a closed one go to; null: it was empty. */
  @Column('uuid', { name: 'leads_to', nullable: true }) leadsTo!: string | null;
  @Column('int', { name: 'leads_moved' }) leadsMoved!: number;
  /** Days in which the other pool's rules take nothing that these would not have taken. */
  @Column('int', { name: 'leads_grace_days' }) leadsGraceDays!: number;
  @Column('int') version!: number;
}
