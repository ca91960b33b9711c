import { loadSettings } from '@throughline/config/settings';
import type { Command } from 'commander';
import { PersonApi } from '../demo/api';
import { gatherCast } from '../demo/cast';
import { CommandFailed } from '../exit-codes';

export interface SessionOptions {
  gateway?: string;
  as?: string;
}

/** A service that restarts is waited for so long; a person at a terminal does not wait longer without a word. */
const PATIENCE_MS = 10_000;

/** Where the API is and who asks. */
export function withSession(command: Command): Command {
  return command
    .option('--gateway <url>', 'where the gateway is (default: the one on this machine)')
    .option('--as <person>', 'sandbox only: id or role of the person who asks (default: the head of sales); elsewhere THROUGHLINE_TOKEN holds a token');
}

/** A person's session at the gateway: by his token, or in a sandbox by name. */
export async function openSession({ gateway, as = 'sales-head' }: SessionOptions): Promise<PersonApi> {
  const origin = gateway?.replace(/\/+$/, '') ?? `http://127.0.0.1:${loadSettings(['GATEWAY_PORT']).GATEWAY_PORT}`;
  const token = process.env.THROUGHLINE_TOKEN;
  if (token) {
    await requireAnswer(origin);
    return new PersonApi(origin, 'me', token, PATIENCE_MS);
  }
  try {
    const cast = await gatherCast(origin);
    const person = cast.people.find(({ id }) => id === as) ?? cast.one(as);
    return new PersonApi(origin, person.id, undefined, PATIENCE_MS);
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(`Nobody could sign in at ${origin}: ${why}\nIs it running? Outside a sandbox put a token into THROUGHLINE_TOKEN.`);
  }
}

/** @throws CommandFailed when nobody is there */
async function requireAnswer(origin: string): Promise<void> {
  try {
    await fetch(`${origin}/health/live`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new CommandFailed(`Nobody answers at ${origin}. Is it running? --gateway says where else it is.`);
  }
}
