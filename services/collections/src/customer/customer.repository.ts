import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { Customer } from './customer.entity';
import { customerErrors } from './customer.errors';

@Injectable()
export class CustomerRepository {
  /** Makes the customer known, or learns his newest name and owner; his row is locked until the commit. */
  async admit(tx: Tx, facts: Pick<Customer, 'accountId' | 'name' | 'ownerId' | 'orgPath'>): Promise<Customer> {
    await tx.query(
      `INSERT INTO customer (account_id, name, owner_id, org_path) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, owner_id = excluded.owner_id, org_path = excluded.org_path`,
      [facts.accountId, facts.name, facts.ownerId, facts.orgPath],
    );
    return this.lock(tx, facts.accountId);
  }

  /** Of a customer who owes nothing yet nothing is known here. */
  async changeOwner(tx: Tx, accountId: string, { ownerId, orgPath }: Pick<Customer, 'ownerId' | 'orgPath'>): Promise<void> {
    await tx.query('UPDATE customer SET owner_id = $2, org_path = $3 WHERE account_id = $1', [accountId, ownerId, orgPath]);
  }

  /** @throws customer.not_found */
  async lock(tx: Tx, accountId: string): Promise<Customer> {
    const customer = await tx.manager.findOne(Customer, { where: { accountId }, lock: { mode: 'pessimistic_write' } });
    if (!customer) throw customerErrors.not_found();
    return customer;
  }

  /** @throws customer.not_found */
  async require(tx: Tx, accountId: string): Promise<void> {
    if (!(await tx.manager.existsBy(Customer, { accountId }))) throw customerErrors.not_found();
  }

  async nextCycle(tx: Tx, customer: Customer): Promise<number> {
    const [row] = await tx.query<{ last_cycle: number }>(
      'UPDATE customer SET last_cycle = last_cycle + 1 WHERE account_id = $1 RETURNING last_cycle',
      [customer.accountId],
    );
    customer.lastCycle = row!.last_cycle;
    return customer.lastCycle;
  }
}
