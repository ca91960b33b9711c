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

export const passwordLinkGiven = defineEvent(
  'local-account',
  'link-given',
  'A person may set a password by a link, once and until an instant.',
  z.object({ personId: id, expiresAt: instant }),
  { topic },
);
export const passwordSet = defineEvent('local-account', 'password-set', 'A person has set a password; sessions from before have ended.', z.object({ personId: id }), { topic });
export const signInRefused = defineEvent(
  'local-account',
  'sign-in-refused',
  'Somebody tried to sign in as a person with a wrong password.',
  z.object({
    personId: id,
    /** Since the last time that it was right. */
    failures: z.int(),
    /** No password is tried before. */
    lockedUntil: instant.nullable(),
  }),
  { topic },
);
export const subjectForgotten = defineEvent(
  'local-account',
  'subject-forgotten',
  'The identity provider may tell of a person under a new subject; sessions from before have ended.',
  z.object({ personId: id }),
  { topic },
);

export const sessionOpened = defineEvent(
  'session',
  'opened',
  'A person signed in.',
  z.object({ sessionId: id, personId: id, method: z.enum(['password', 'oidc']), endsAt: instant }),
  { topic },
);
export const sessionEnded = defineEvent(
  'session',
  'ended',
  'A person signed out, here or everywhere, or was signed out by a new password.',
  z.object({ sessionId: id, personId: id, reason: z.enum(['signed-out', 'everywhere', 'password-set']) }),
  { topic },
);
