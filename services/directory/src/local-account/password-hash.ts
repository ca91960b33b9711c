import { hash, verify } from '@node-rs/argon2';
import { normalised } from './password-rules';

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Somebody who is not there is checked against this, so that he takes as long to be refused. */
const nobody = hashPassword('nobody has this as a password');

export async function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), PARAMETERS);
}

/** @param kept undefined for nobody: takes as long, and never holds */
export async function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  const holds = await verify(kept ?? (await nobody), normalised(password));
  return holds && kept !== undefined;
}
