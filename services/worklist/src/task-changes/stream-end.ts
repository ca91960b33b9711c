import { decodeJwt } from 'jose';

/** Milliseconds: no stream is longer, whatever the token says. */
const longest = 3_600_000;

/** When a stream that was asked for with this header ends: with its token, which has been verified before. */
export function streamEnd(authorization: string | undefined, now: Date, seconds?: number): Date {
  const ends = [now.getTime() + longest];
  if (seconds !== undefined) ends.push(now.getTime() + seconds * 1000);
  const expiry = expiryOf((authorization ?? '').replace(/^Bearer +/i, ''));
  if (expiry !== undefined) ends.push(expiry * 1000);
  return new Date(Math.min(...ends));
}

function expiryOf(token: string): number | undefined {
  try {
    return decodeJwt(token).exp;
  } catch {
    return undefined;
  }
}
