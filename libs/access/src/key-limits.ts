import { grants, type Kind } from './grants';

/** A key that is stolen must not make another one, nor let anybody sign in. */
export const NOT_BY_KEY: readonly Kind[] = ['api-key', 'signing-key', 'sign-in'];

/** Whether an entry of a key's limits (`lead:read`, `lead:*`, `*:read`, `*:*`) allows this. */
export function covers(entry: string, kind: string, verb: string): boolean {
  const [ofKind, ofVerb] = entry.split(':');
  return (ofKind === '*' || ofKind === kind) && (ofVerb === '*' || ofVerb === verb);
}

/** Whether every part of one entry is allowed by one of the others. */
export function within(entry: string, limits: readonly string[]): boolean {
  const [kind = '', verb = ''] = entry.split(':');
  return limits.some((limit) => covers(limit, kind, verb));
}

/** Whether the entry names a kind and a verb that there are and that a key can be given. */
export function isLimit(entry: string): boolean {
  const [kind = '', verb = '', ...rest] = entry.split(':');
  if (rest.length > 0 || verb === '' || NOT_BY_KEY.includes(kind as Kind)) return false;
  const verbs = Object.entries(grants).flatMap(([name, ofKind]) => (kind === '*' || kind === name ? Object.keys(ofKind) : []));
  // Overseeing is reading, of others.
  return verb === '*' ? verbs.length > 0 : verb !== 'oversee' && verbs.includes(verb);
}
