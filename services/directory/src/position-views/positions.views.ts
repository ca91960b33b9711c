import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import type { PlannedPosition } from '../planned-position/planned-position';
import { plannedColumns } from '../planned-position/planned-position.repository';
import { positionColumns } from '../position/position.repository';
import { plannedPositionView, type PositionsView, type PositionView } from './positions.dto';

@Injectable()
export class PositionsViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
  ) {}

  /** The newest first, the main one before others. @throws person.not_found */
  async of(personId: string, asOf?: string): Promise<PositionsView> {
    return this.transaction.read(async (tx) => {
      await this.people.find(tx, personId);
      const items = await tx.query<PositionView>(
        `SELECT ${positionColumns} FROM person_position
         WHERE person_id = $1 AND ($2::date IS NULL OR (from_day <= $2 AND (until_day IS NULL OR until_day > $2))) ORDER BY from_day DESC, main DESC, id`,
        [personId, asOf ?? null],
      );
      const planned = await tx.query<PlannedPosition>(
        `SELECT ${plannedColumns} FROM planned_position WHERE person_id = $1 AND status IN ('planned', 'failed') ORDER BY starts_at, planned_at, id`,
        [personId],
      );
      return { items, planned: planned.map(plannedPositionView) };
    });
  }
}
