import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { PersonRepository } from '../person/person.repository';
import { limitOf, standInColumns, type StandInRow } from '../stand-in/stand-in.repository';
import { standInView, type StandInsQuery, type StandInView } from './stand-ins.dto';

const list = 'stand-ins';

@Injectable()
export class StandInsViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
  ) {}

  /** Who stands in for a person, the earliest first: seen by himself and by those above him. @throws person.not_found, access.denied */
  async page(personId: string, { limit, cursor, after, withdrawn }: StandInsQuery, by: Principal): Promise<Page<StandInView>> {
    const behind = parseCursor(list, cursor, z.tuple([z.iso.datetime(), z.uuid()]));
    return this.transaction.read(async (tx) => {
      const person = await this.people.find(tx, personId);
      access.require(by, 'read-stand-ins', 'person', { ownerId: person.id, orgPath: person.unitPath });
      const rows = await tx.query<StandInRow>(
        `SELECT ${standInColumns} FROM stand_in
         WHERE person_id = $1 AND ($3::timestamptz IS NULL OR ends_at > $3) AND ($4 OR withdrawn_at IS NULL)
           AND ($5::timestamptz IS NULL OR (starts_at, id) > ($5, $6::uuid))
         ORDER BY starts_at, id LIMIT $2`,
        [personId, limit + 1, after ?? null, withdrawn === 'with', behind?.[0] ?? null, behind?.[1] ?? null],
      );
      return pageOf(list, rows, limit, ({ from, id }) => [from.toISOString(), id], (row) => standInView({ ...row, upTo: limitOf(row) }, row.withdrawnAt));
    });
  }
}
