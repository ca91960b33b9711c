import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublic, publicLookup } from './public-address';

/** A message as it goes out. */
export interface Call {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Whether an answer of 2xx with this body means that it was taken. Absent: always. */
  accepted?(body: string): boolean;
}

/** It arrived, and was not taken. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`answered ${status}`);
  }
}

/** Milliseconds for everything; bytes of an answer. */
const patience = 8_000;
const longestAnswer = 64 * 1024;

/** Whether a message may go there at all, as far as the address itself tells. */
export function mayPostTo(address: string, inside: boolean): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (inside) return protocol === 'https:' || protocol === 'http:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:' && (isIP(host) === 0 || isPublic(host));
}

/** Sends a message, follows nothing. @throws Refused for any answer but 2xx, else an Error that says in a few words why it did not arrive */
export async function post(call: Call, inside: boolean): Promise<void> {
  if (!mayPostTo(call.url, inside)) throw new Error('the address is not allowed');
  const answer = await exchange(call, inside);
  const status = answer.statusCode ?? 0;
  const body = await textOf(answer);
  if (status < 200 || status > 299) throw new Refused(status);
  if (call.accepted?.(body) === false) throw new Error('the receiver refused it');
}

function exchange({ url, headers, body }: Call, inside: boolean): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience);
    const request = send(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent: false, signal, ...(!inside && { lookup: publicLookup }) }, resolve);
    request.once('error', ({ name, message }) => reject(new Error(name === 'AbortError' ? 'no answer in time' : `could not be reached: ${message}`)));
    request.end(body);
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    length += (chunk as Buffer).length;
    if (length > longestAnswer) throw new Error('the answer is too long');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
