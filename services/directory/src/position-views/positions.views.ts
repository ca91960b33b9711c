import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import { positionColumns } from '../position/position.repository';
import type { PositionView } from './positions.dto';

@Injectable()
export class PositionsViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
  ) {}

  /** The newest first, the main one before others. @throws person.not_found */
  async of(personId: string, asOf?: string): Promise<{ items: PositionView[] }> {
    return this.transaction.read(async (tx) => {
      await this.people.find(tx, personId);
      const items = await tx.query<PositionView>(
        `SELECT ${positionColumns} FROM person_position
         WHERE person_id = $1 AND ($2::date IS NULL OR (from_day <= $2 AND (until_day IS NULL OR until_day > $2))) ORDER BY from_day DESC, main DESC, id`,
        [personId, asOf ?? null],
      );
      return { items };
    });
  }
}
