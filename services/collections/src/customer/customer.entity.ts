import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer as collections knows him from his contracts. His row orders everything that touches his money. */
@Entity('customer')
export class Customer {
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Owner of the newest contract. */
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId!: string;

  @Column({ name: 'org_path', type: 'text' })
  orgPath!: string;

  /** Number of collection cases so far. */
  @Column({ name: 'last_cycle', type: 'int' })
  lastCycle!: number;
}
