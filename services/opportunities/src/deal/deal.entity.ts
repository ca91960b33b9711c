import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DealFact } from './deal.facts';
import { newDealState } from './deal.state';
import type { DealState } from './deal.state';

/** The latest snapshot of a deal and the number of its last event on `throughline.deals`. */
@Entity({ name: 'deal' })
export class Deal {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'int' }) sequence!: number;
  @Column({ type: 'jsonb' }) state!: DealState;
  /** Twin of the state's field, for the index of open deals. */
  @Column({ name: 'story_over', type: 'boolean' }) storyOver!: boolean;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;

  static unheardOf(id: string, now: Date): Deal {
    return Object.assign(new Deal(), { id, sequence: 0, state: newDealState(), storyOver: false, updatedAt: now });
  }
}

/** A fact as it was heard; without a release it waits for its predecessor. */
@Entity({ name: 'deal_fact' })
export class StoredFact {
  /** Order of arrival. */
  @Column({ type: 'bigint', generated: 'identity' }) arrived!: string;
  @PrimaryColumn({ name: 'deal_id', type: 'uuid' }) dealId!: string;
  /** The same for every delivery of the same fact. */
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'jsonb' }) fact!: DealFact;
  @Column({ name: 'released_at', type: 'timestamptz', nullable: true }) releasedAt!: Date | null;
}
