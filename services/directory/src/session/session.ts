import { randomBytes } from 'node:crypto';
import { sessionEnded, sessionOpened } from '@throughline/events/sign-in-events';

export type SignInMethod = 'password' | 'oidc';
export type EndOfSession = 'signed-out' | 'everywhere' | 'password-set';

export interface Session {
  id: string;
  personId: string;
  method: SignInMethod;
  endsAt: Date;
  version: number;
}

/** What the browser keeps: 256 random bits. Kept here as a hash. */
export const newSecret = (): string => `ts_${randomBytes(32).toString('base64url')}`;
export const isSecret = (credential: string): boolean => /^ts_[A-Za-z0-9_-]{43}$/.test(credential);

export const sessionOpenedEvent = ({ id, personId, method, version, endsAt }: Session, orgPath: string) =>
  sessionOpened.of({ id, version, correlationId: id, orgPath, data: { sessionId: id, personId, method, endsAt: endsAt.toISOString() } });
export const sessionEndedEvent = ({ id, personId, version }: Session, reason: EndOfSession) =>
  sessionEnded.of({ id, version, correlationId: id, data: { sessionId: id, personId, reason } });
