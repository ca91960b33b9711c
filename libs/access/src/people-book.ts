import { Injectable } from '@nestjs/common';

import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';

import type { Role } from './principal';

/** A person as a service knows him from directory events. */
export interface KnownPerson {
  personId: string;
  name: string;
  roles: Role[];
  unitId: string;
  unitPath: string;
  managerId: string | null;
  active: boolean;
}

/** Filled in below. */
@Injectable()
export class PeopleBook {
  /** The person, active or not; undefined when no event has told of him. */
  async person(_tx: Tx, _personId: string): Promise<KnownPerson | undefined> {
    throw new Error('not yet');
  }

  /** Active people, by name: with a role, in a unit or below it. */
  async people(_tx: Tx, _filter: { role?: Role; unitPath?: string } = {}): Promise<KnownPerson[]> {
    throw new Error('not yet');
  }

  /** The active manager; when he is not active, his manager, and so on up. */
  async managerOf(_tx: Tx, _personId: string): Promise<KnownPerson | undefined> {
    throw new Error('not yet');
  }

  /** The working calendar; without an id the company's one. */
  async calendar(_tx: Tx, _calendarId?: string): Promise<WorkingCalendar> {
    throw new Error('not yet');
  }
}
