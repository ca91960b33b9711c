import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { PersonRepository } from '../person/person.repository';
import type { AbsencesQuery, AbsenceView } from './absences.dto';

const list = 'absences';
type Row = Omit<AbsenceView, 'from' | 'to' | 'cancelledAt'> & { from: Date; to: Date; cancelledAt: Date | null };

@Injectable()
export class AbsencesViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
  ) {}

  /** Of one person, the earliest first: his own, or by those above him. @throws person.not_found, access.denied */
  async page(personId: string, { limit, cursor, after, cancelled }: AbsencesQuery, by: Principal): Promise<Page<AbsenceView>> {
    const behind = parseCursor(list, cursor, z.tuple([z.iso.datetime(), z.uuid()]));
    return this.transaction.read(async (tx) => {
      const person = await this.people.find(tx, personId);
      access.require(by, 'read-absences', 'person', { ownerId: person.id, orgPath: person.unitPath });
      const rows = await tx.query<Row>(
        `SELECT id, person_id AS "personId", kind, starts_at AS "from", ends_at AS "to", cancelled_at AS "cancelledAt" FROM absence
         WHERE person_id = $1 AND ($3::timestamptz IS NULL OR ends_at > $3) AND ($4 OR cancelled_at IS NULL)
           AND ($5::timestamptz IS NULL OR (starts_at, id) > ($5, $6::uuid))
         ORDER BY starts_at, id LIMIT $2`,
        [personId, limit + 1, after ?? null, cancelled === 'with', behind?.[0] ?? null, behind?.[1] ?? null],
      );
      return pageOf(list, rows, limit, ({ from, id }) => [from.toISOString(), id], viewOf);
    });
  }
}

function viewOf(row: Row): AbsenceView {
  return { ...row, from: row.from.toISOString(), to: row.to.toISOString(), cancelledAt: row.cancelledAt?.toISOString() ?? null };
}
