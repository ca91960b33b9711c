import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Absence } from './absence';
import { absenceErrors } from './absence.errors';

type Row = Absence & { cancelledAt: Date | null };

@Injectable()
export class AbsenceRepository {
  /** Breaks `absence_once` when the person is away then already. */
  async insert(tx: Tx, { id, personId, kind, from, to }: Absence, plannedBy: string): Promise<void> {
    await tx.query('INSERT INTO absence (id, person_id, kind, starts_at, ends_at, planned_by, planned_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id, personId, kind, from, to, plannedBy, tx.now,
    ]);
  }

  /** The caller holds the lock of the person. @throws absence.not_found, absence.already_cancelled */
  async cancel(tx: Tx, personId: string, absenceId: string, cancelledBy: string): Promise<Absence> {
    const [row] = await tx.query<Row>(
      `SELECT id, person_id AS "personId", kind, starts_at AS "from", ends_at AS "to", cancelled_at AS "cancelledAt" FROM absence WHERE id = $1 AND person_id = $2`,
      [absenceId, personId],
    );
    if (!row) throw absenceErrors.not_found();
    if (row.cancelledAt) throw absenceErrors.already_cancelled();
    await tx.query('UPDATE absence SET cancelled_by = $2, cancelled_at = $3 WHERE id = $1', [absenceId, cancelledBy, tx.now]);
    return row;
  }
}
