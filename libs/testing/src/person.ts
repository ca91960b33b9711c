import type { Principal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';

/** Somebody new with these roles, in the unit at the top where none is named. */
export function person(roles: Principal['roles'], unitPath = '1.'): Principal {
  const personId = uuidv7();
  return { personId, name: `Person ${personId.slice(-4)}`, roles, unitPath, tenant: 'test' };
}
