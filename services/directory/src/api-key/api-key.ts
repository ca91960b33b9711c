import { createHash, randomBytes } from 'node:crypto';
import { apiKeyMade, apiKeyRevoked } from '@throughline/events/sign-in-events';

export interface ApiKey {
  id: string;
  /** Public: it names the key, and is its client id. */
  prefix: string;
  /** The person whom the program acts for. */
  ownerId: string;
  name: string;
  /** `kind:verb`, `kind:*`, `*:verb` or `*:*`; never more than the owner may. */
  may: string[];
  madeBy: string;
  madeAt: Date;
  expiresAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  version: number;
}

/** So that a key is known for one wherever it is found: by scanners of repositories, and by the gateway. */
const FORM = /^tl_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** A new key: 256 random bits behind its prefix. It is shown once; what is kept is its hash. */
export function newKey(): { key: string; prefix: string } {
  const prefix = randomBytes(6).toString('hex');
  return { key: `tl_${prefix}_${randomBytes(32).toString('base64url')}`, prefix };
}

/** The public part; undefined for what has not the form of a key. */
export const prefixOf = (key: string): string | undefined => FORM.exec(key)?.[1];

/** A plain hash is enough for what is random: there is nothing to guess. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const apiKeyMadeEvent = (key: ApiKey, orgPath: string) =>
  apiKeyMade.of({
    ...subject(key, orgPath),
    data: { keyId: key.id, ownerId: key.ownerId, name: key.name, prefix: key.prefix, may: key.may, expiresAt: key.expiresAt.toISOString() },
  });
export const apiKeyRevokedEvent = (key: ApiKey, orgPath: string) =>
  apiKeyRevoked.of({ ...subject(key, orgPath), data: { keyId: key.id, ownerId: key.ownerId, prefix: key.prefix } });

const subject = ({ id, version }: ApiKey, orgPath: string) => ({ id, version, correlationId: id, orgPath });
