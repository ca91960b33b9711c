import { isIP } from 'node:net';
import { requireUrl } from './url-forms';

/** One documented environment variable. `read` returns the value or throws an Error whose message completes "NAME …". */
export interface Setting<T> {
  /** One or two sentences for the reference: what it does, its unit, what happens without it. */
  readonly about: string;
  readonly group: SettingGroup;
  /** As text, as a deployer would write it. Without a default the setting is required unless `optional`. */
  readonly byDefault?: string;
  readonly optional?: true;
  /** Never printed; may be given as `<NAME>_FILE` instead, the path of a file that holds it. */
  readonly secret?: true;
  /** Stands in .env.example where there is no default. */
  readonly example?: string;
  read(text: string): T;
}

export type SettingGroup = 'general' | 'engines' | 'databases' | 'addresses' | 'sign-in' | 'processes' | 'observability' | 'compose' | 'one-machine';

export interface About {
  about: string;
  group: SettingGroup;
  byDefault?: string;
  secret?: true;
  example?: string;
}
type Optional = About & { optional: true };

/** A text that is not empty. `form` is tested on the whole text; `hint` completes "must be …". */
export function text(about: Optional, form?: RegExp, hint?: string): Setting<string | undefined>;
export function text(about: About, form?: RegExp, hint?: string): Setting<string>;
export function text(about: About, form?: RegExp, hint = 'of another form'): Setting<string | undefined> {
  return {
    ...about,
    read: (value) => {
      if (form && !form.test(value)) throw new Error(`must be ${hint}`);
      return value;
    },
  };
}

/** A whole number within its limits. */
export function whole(about: About, least: number, most: number): Setting<number> {
  return {
    ...about,
    read: (value) => {
      const parsed = /^\d+$/.test(value) ? Number(value) : NaN;
      if (!(parsed >= least && parsed <= most)) throw new Error(`must be a whole number from ${least} to ${most}`);
      return parsed;
    },
  };
}

export function port(about: About): Setting<number> {
  return whole(about, 1, 65535);
}

export function flag(about: About): Setting<boolean> {
  return {
    ...about,
    read: (value) => {
      if (value !== 'true' && value !== 'false') throw new Error('must be true or false');
      return value === 'true';
    },
  };
}

export function choice<const C extends readonly string[]>(about: About, choices: C): Setting<C[number]> {
  return {
    ...about,
    read: (value) => {
      if (!choices.includes(value)) throw new Error(`must be one of ${choices.join(', ')}`);
      return value;
    },
  };
}

/** An address with one of the given schemes, kept as text without a slash at the end. */
export function url(about: Optional, schemes: readonly string[]): Setting<string | undefined>;
export function url(about: About, schemes: readonly string[]): Setting<string>;
export function url(about: About, schemes: readonly string[]): Setting<string | undefined> {
  return { ...about, read: (value) => requireUrl(value, schemes) };
}

/** `host:port`, or a list of them with commas. */
export function hostPorts(about: About): Setting<string[]> {
  return {
    ...about,
    read: (value) => {
      const hosts = value.split(',').map((host) => host.trim());
      if (!hosts.every((host) => /^[A-Za-z0-9._-]+:\d{1,5}$/.test(host))) throw new Error('must be host:port, or several with commas');
      return hosts;
    },
  };
}

/** Addresses and networks (`10.0.0.0/8`), several with commas. None where it is absent. A network of everything is refused. */
export function networks(about: Optional): Setting<string[] | undefined> {
  return {
    ...about,
    read: (value) => {
      const all = value.split(',').map((network) => network.trim());
      if (!all.every(isNetwork)) throw new Error('must be addresses or networks like 10.0.0.0/8, several with commas');
      return all;
    },
  };
}

function isNetwork(network: string): boolean {
  const [address = '', bits, ...rest] = network.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return rest.length === 0 && most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most));
}

export function hostPort(about: About): Setting<string> {
  return text(about, /^[A-Za-z0-9._-]+:\d{1,5}$/, 'host:port');
}
