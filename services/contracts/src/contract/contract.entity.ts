import { concurrencyErrors } from '@throughline/errors/common-errors';
import type { PaymentTermsData } from '@throughline/events/fields';
import { Money } from '@throughline/money/money';
import type { MoneyJson } from '@throughline/money/money';
import type { ContractPart } from '@throughline/policy/review-policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractTerm } from './contract.changes';
import { contractErrors } from './contract.errors';
import { contractTransitions } from './contract.transitions';
import type { ContractStatus, ContractVerb } from './contract.transitions';

/** A contract of one deal. There is one for each time that the deal was won. */
@Entity({ name: 'contract' })
export class Contract {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ name: 'deal_id', type: 'uuid' }) dealId!: string;
  @Column({ type: 'int' }) cycle!: number;
  @Column({ name: 'account_id', type: 'uuid' }) accountId!: string;
  @Column({ name: 'account_name', type: 'text' }) accountName!: string;
  @Column({ name: 'owner_id', type: 'uuid' }) ownerId!: string;
  @Column({ name: 'org_path', type: 'text' }) orgPath!: string;
  @Column({ type: 'text' }) product!: string;
  @Column({ type: 'text' }) status!: ContractStatus;
  /** Why it was returned, refused or terminated. */
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  /** Number of the present document version. */
  @Column({ name: 'current_version', type: 'int' }) currentVersion!: number;
  @Column({ name: 'drafted_at', type: 'timestamptz' }) draftedAt!: Date;
  @Column({ name: 'signed_at', type: 'timestamptz', nullable: true }) signedAt!: Date | null;
  @Column({ name: 'activated_at', type: 'timestamptz', nullable: true }) activatedAt!: Date | null;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  /** Number of the last event of this contract. */
  @Column({ type: 'int' }) sequence!: number;
  /** Of the row: the ETag. */
  @Column({ type: 'int' }) version!: number;

  nextSequence(): number {
    return ++this.sequence;
  }

  can(verb: ContractVerb): boolean {
    return contractTransitions[this.status][verb] !== undefined;
  }

  /** @throws contract.not_possible_now */
  go(verb: ContractVerb): void {
    const to = contractTransitions[this.status][verb];
    if (!to) throw contractErrors.not_possible_now({ detail: `The contract is ${this.status}.`, data: { status: this.status, verb } });
    this.status = to;
  }

  /** @throws contract.new_version_needed, contract.not_possible_now */
  requestReview(): void {
    if (this.status === 'returned') throw contractErrors.new_version_needed({ data: { currentVersion: this.currentVersion } });
    this.go('requestReview');
    this.reason = null;
  }

  addVersion(): number {
    this.go('addVersion');
    this.reason = null;
    return ++this.currentVersion;
  }

  /** The review of this version has come to its end. */
  endReview(outcome: 'approved' | 'returned' | 'withdrawn', reason: string | null): void {
    this.go(outcome === 'approved' ? 'approve' : 'return');
    this.reason = reason;
  }

  bothSigned(now: Date): void {
    this.go('completeSignatures');
    this.signedAt = now;
  }

  activate(now: Date): void {
    this.go('activate');
    this.activatedAt = now;
  }

  end(verb: 'refuse' | 'terminate', reason: string, now: Date): void {
    this.go(verb);
    this.reason = reason;
    this.endedAt = now;
  }

  /** Its term is over. */
  expire(now: Date): void {
    this.go('expire');
    this.endedAt = now;
  }

  /** @throws concurrency.version_mismatch where the caller has seen another version of the row */
  requireVersion(seen: number | undefined): void {
    if (seen !== undefined && seen !== this.version) throw concurrencyErrors.version_mismatch({ data: { currentVersion: this.version } });
  }
}

/** One version of the document. Never changed once it is written. */
@Entity({ name: 'contract_version' })
export class ContractVersion {
  @PrimaryColumn({ name: 'contract_id', type: 'uuid' }) contractId!: string;
  @PrimaryColumn({ type: 'int' }) no!: number;
  @Column({ type: 'numeric' }) amount!: string;
  @Column({ type: 'char', length: 3 }) currency!: string;
  @Column({ type: 'jsonb' }) terms!: PaymentTermsData;
  @Column({ type: 'text' }) clauses!: string;
  /** First and last local day of its term. */
  @Column({ name: 'starts_on', type: 'date', nullable: true }) startsOn!: string | null;
  @Column({ name: 'ends_on', type: 'date', nullable: true }) endsOn!: string | null;
  /** The whole text, as it is signed. */
  @Column({ type: 'text' }) document!: string;
  /** SHA-256 of the text, hexadecimal. */
  @Column({ name: 'document_hash', type: 'text' }) documentHash!: string;
  /** What differs from the version before; everything in the first. */
  @Column({ type: 'text', array: true }) changed!: ContractPart[];
  @Column({ name: 'created_by', type: 'text' }) createdBy!: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'review_requested_by', type: 'text', nullable: true }) reviewRequestedBy!: string | null;
  @Column({ name: 'review_requested_at', type: 'timestamptz', nullable: true }) reviewRequestedAt!: Date | null;

  get term(): ContractTerm {
    return { startsOn: this.startsOn, endsOn: this.endsOn };
  }

  get money(): MoneyJson {
    return Money.of(this.amount, this.currency).toJSON();
  }
}

/** A leg's answer to one version. One for each. */
@Entity({ name: 'contract_leg_decision' })
export class StoredLegDecision {
  @PrimaryColumn({ name: 'contract_id', type: 'uuid' }) contractId!: string;
  @PrimaryColumn({ type: 'int' }) version!: number;
  @PrimaryColumn({ type: 'text' }) leg!: string;
  @Column({ type: 'text' }) outcome!: 'approved' | 'returned';
  @Column({ name: 'decided_by', type: 'text' }) decidedBy!: string;
  @Column({ type: 'text', nullable: true }) comment!: string | null;
  @Column({ name: 'decided_at', type: 'timestamptz' }) decidedAt!: Date;
}

/** A side's signature under one version. Each side signs a contract once. */
@Entity({ name: 'contract_signature' })
export class ContractSignature {
  @PrimaryColumn({ name: 'contract_id', type: 'uuid' }) contractId!: string;
  @PrimaryColumn({ type: 'text' }) side!: 'ours' | 'theirs';
  @Column({ name: 'version_no', type: 'int' }) versionNo!: number;
  @Column({ type: 'text' }) signatory!: string;
  @Column({ name: 'document_hash', type: 'text' }) documentHash!: string;
  @Column({ name: 'recorded_by', type: 'text' }) recordedBy!: string;
  @Column({ name: 'signed_at', type: 'timestamptz' }) signedAt!: Date;
}
