import { z } from 'zod';
import { defineEvent } from './event-definition';
import { id, instant, text } from './fields';

const topic = 'throughline.directory';

export const apiKeyMade = defineEvent(
  'api-key',
  'made',
  'A program may act for a person, within limits and until an instant.',
  z.object({
    keyId: id,
    /** Whom the program acts for. */
    ownerId: id,
    name: text,
    /** The public part of the key. */
    prefix: text,
    /** What it may do at most: `kind:verb`, `kind:*`, `*:verb`, `*:*`. */
    may: z.array(text),
    expiresAt: instant,
  }),
  { topic },
);
export const apiKeyRevoked = defineEvent('api-key', 'revoked', 'A program may no longer act for a person.', z.object({ keyId: id, ownerId: id, prefix: text }), { topic });

export const signingKeyWithdrawn = defineEvent(
  'signing-key',
  'withdrawn',
  'Access tokens that were signed with this key are not taken any more.',
  z.object({ keyId: id, kid: text, reason: text }),
  { topic },
);
