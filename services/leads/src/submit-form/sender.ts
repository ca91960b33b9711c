import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { networkOf } from '@throughline/http/network-of';
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
