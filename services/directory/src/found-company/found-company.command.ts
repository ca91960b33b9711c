import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { isSystem } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../person/person';
import { personJoinedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import type { Unit } from '../unit/unit';
import { unitCreatedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';
import { foundingErrors } from './found-company.errors';

export interface FoundCompany {
  company: string;
  name: string;
  /** Lower case. */
  email: string;
  /** IANA time zone. */
  zone: string;
}

/** The first unit and the first administrator of an empty directory; all others are entered by him, or by the system that keeps the company's people. */
@Injectable()
export class FoundCompanyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws founding.not_empty; access.denied for anybody but the system: no route leads here */
  async execute({ company, name, email, zone }: FoundCompany, by: Principal): Promise<{ unitId: string; personId: string }> {
    if (!isSystem(by)) throw accessErrors.denied();
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const [{ found }] = (await tx.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM unit) OR EXISTS (SELECT FROM person) AS found')) as [{ found: boolean }];
      if (found) throw foundingErrors.not_empty();
      const unit: Unit = { id: uuidv7(), name: company, kind: 'group', code: null, path: '1.', parentId: null, headId: null, calendarKey: null, closed: false, version: 1 };
      const place = { unitId: unit.id, unitPath: unit.path, managerId: null, position: 'Administrator', roles: ['admin'] as Person['roles'], rolesElsewhere: [], only: null };
      const person: Person = { ...place, id: uuidv7(), externalId: null, name, email, zone, active: true, calendarKey: null, version: 1 };
      await this.units.insertAbsent(tx, [unit]);
      await this.people.insertAbsent(tx, [person], by.personId);
      await this.outbox.append(tx, [unitCreatedEvent(unit), personJoinedEvent(person)]);
      return { unitId: unit.id, personId: person.id };
    });
  }
}
