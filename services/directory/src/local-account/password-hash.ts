import { hash, verify } from '@node-rs/argon2';
import { FewAtOnce } from './few-at-once';
import { signInErrors } from './local-account.errors';
import { normalised } from './password-rules';

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of the four threads that this process has for such work: the others sign tokens and look up names for everybody who is signed in. */
const AT_ONCE = 2;
/** Some seconds of work. Who comes when so many wait already is sent away, or a flood of guesses would keep all others waiting behind it. */
const MOST_WAITING = 64;
const turns = new FewAtOnce(AT_ONCE, MOST_WAITING, () => signInErrors.busy({ retryAfterSeconds: 5 }));

/** Around all that is done for one password, so that nothing is done for who is sent away. @throws sign_in.busy */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns.run(work);

/** Somebody who is not there is checked against this, so that he takes as long to be refused. */
const nobody = hashPassword('nobody has this as a password');

/** In turn. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), PARAMETERS);
}

/** In turn. @param kept undefined for nobody: takes as long, and never holds */
export async function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  const holds = await verify(kept ?? (await nobody), normalised(password));
  return holds && kept !== undefined;
}
