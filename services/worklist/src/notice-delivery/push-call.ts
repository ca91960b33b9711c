import { createHash } from 'node:crypto';
import { generateRequestDetails } from 'web-push';
import type { Message, Told } from './message';
import type { Call } from './post';
import type { PushKeys } from './push-keys';

/** A browser, as a push service knows it. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Push services take 4,096 bytes with what encryption adds (RFC 8030, 7.2); this many are what is said. */
export const mostBytes = 3_800;
const mostNamed = 10;
/** Seconds that a push service keeps it for a browser that is off. After a day the lists say it better. */
const keptFor = 24 * 60 * 60;

/** What the console's service worker is given. Digests have the number of notices as their title. */
export function pushPayload(id: string, told: readonly Told[], message: Message): string {
  const body = message.lines.length === 1 ? (message.lines[0]!.said ?? '') : message.lines.map(({ text }) => text).join('\n');
  const notices = told.slice(0, mostNamed).map(({ id: noticeId, kind, taskId, approvalId }) => ({ id: noticeId, kind, taskId, approvalId }));
  const payload = (characters: number): string => {
    const all = [...body];
    return JSON.stringify({ id, title: message.subject, body: all.length > characters ? `${all.slice(0, characters).join('')}…` : body, count: told.length, notices });
  };
  // By bytes, as Chinese takes three for a character and some characters are written as six.
  let characters = 600;
  while (Buffer.byteLength(payload(characters)) > mostBytes && characters > 0) characters = Math.floor(characters * 0.7);
  return payload(characters);
}

/** One message, encrypted for one browser (RFC 8291) and signed by this installation (RFC 8292). */
export function pushCall({ endpoint, p256dh, auth }: PushTarget, keys: PushKeys, id: string, told: readonly Told[], message: Message): Call {
  const urgency = told.some(({ kind }) => kind === 'escalated') ? 'high' : 'normal';
  // A repetition takes the place of what a browser that is off has not fetched yet.
  const topic = createHash('sha256').update(id).digest('base64url').slice(0, 32);
  const { headers, body } = generateRequestDetails({ endpoint, keys: { p256dh, auth } }, pushPayload(id, told, message), { vapidDetails: keys, TTL: keptFor, urgency, topic });
  const { 'Content-Length': _counted, ...named } = headers as Record<string, string | number>;
  return { url: endpoint, headers: Object.fromEntries(Object.entries(named).map(([name, value]) => [name.toLowerCase(), String(value)])), body: body as Buffer };
}
