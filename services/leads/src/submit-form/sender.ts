import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Who sends a form, as far as the network tells. */
export interface Sender {
  /** As browsers send it; undefined where there is none. */
  origin: string | undefined;
  address: string;
}

/** The gateway in front of this service is the only one that can set `x-forwarded-for`: it takes away what callers say of themselves. */
export function senderOf(request: FastifyRequest): Sender {
  const forwarded = request.headers['x-forwarded-for'];
  const address = (typeof forwarded === 'string' ? forwarded.split(',')[0]!.trim() : '') || request.ip;
  return { origin: request.headers.origin, address: isIP(address) ? address : request.ip };
}

/** The address as it is counted: hashed, as it is personal data, and of an IPv6 one its network, for one caller has all of that. */
export function countedAs(formId: string, address: string): string {
  return createHash('sha256').update(`${formId} ${networkOf(address)}`).digest('base64url').slice(0, 22);
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':');
}
