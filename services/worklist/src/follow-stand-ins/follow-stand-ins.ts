import { Injectable } from '@nestjs/common';
import { personStandInNamed, personStandInWithdrawn } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';

type Told = ReturnType<typeof personStandInNamed.data.parse>;

/** Keeps who stands in for whom. One that was withdrawn stays: told of in the wrong order, its naming must not bring it back. */
@Injectable()
export class FollowStandIns implements EventSubscription<Told> {
  readonly consumer = 'worklist.follow-stand-ins';
  readonly on = [personStandInNamed, personStandInWithdrawn] as EventSubscription<Told>['on'];

  async handle({ type, data, sequence }: ReceivedEvent<Told>, tx: Tx): Promise<void> {
    await tx.query(
      `INSERT INTO known_stand_in (id, person_id, stand_in_id, starts_at, ends_at, kinds, up_to, withdrawn, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (id) DO UPDATE SET withdrawn = excluded.withdrawn, version = excluded.version WHERE known_stand_in.version < excluded.version`,
      [
        data.entryId, data.personId, data.standInId, data.from, data.to, data.kinds, data.upTo && JSON.stringify(data.upTo),
        type === personStandInWithdrawn.type, sequence,
      ],
    );
  }
}
