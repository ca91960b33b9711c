import { loadSettings } from '@throughline/config/settings';
import type { Command } from 'commander';
import { PersonApi } from '../demo/api';
import { gatherCast } from '../demo/cast';
import { CommandFailed } from '../exit-codes';

export interface SessionOptions {
  gateway?: string;
  as?: string;
}

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
  if (token) return new PersonApi(origin, 'me', token);
  try {
    const cast = await gatherCast(origin);
    const person = cast.people.find(({ id }) => id === as) ?? cast.one(as);
    return cast.as(person);
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(`Nobody could sign in at ${origin}: ${why}\nIs it running? Outside a sandbox put a token into THROUGHLINE_TOKEN.`);
  }
}
