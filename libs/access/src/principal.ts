import type { Only } from './dimensions';

/** What somebody may be in the company; rights follow from it (grants.ts). `system` is the software itself. */
export const ROLES = [
  'sales-rep',
  'sales-manager',
  'sales-head',
  'finance',
  'legal',
  'commercial',
  'collector',
  'admin',
  'operator',
  'system',
] as const;

export type Role = (typeof ROLES)[number];

/** What roles are narrowed to; absent: not at all. */
export type OnlyByRole = { readonly [R in Role]?: Only | undefined };

/** Whoever asks for something: a person with a verified token, or a part of the system acting on its own. */
export interface Principal {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Path of the unit the person belongs to, segments ended by dots (`1.3.`): a subtree is a range of paths. */
  readonly unitPath: string;
  readonly tenant: string;
  /** Roles among `roles` that reach a part only of what they would. */
  readonly only?: OnlyByRole | null;
  /** Roles in other units, each reaching that unit and those below it. Never in a token: the directory's events tell of them. */
  readonly rolesElsewhere?: readonly { role: Role; unitPath: string; only?: Only | undefined }[];
  /** Only with an API key: what it is limited to, `kind:verb`, `kind:*`, `*:verb` or `*:*`; never more than its owner may. */
  readonly may?: readonly string[];
  /** Only with an API key: which one, by its public part. */
  readonly keyId?: string;
}

/** The principal of work that no person asked for: clocks, consumers, stories. `name` says which part (`lead-recycling`). */
export function systemPrincipal(name: string): Principal {
  return { personId: `system:${name}`, name, roles: ['system'], unitPath: '', tenant: process.env.THROUGHLINE_TENANT ?? 'demo' };
}

export function isSystem(by: Principal): boolean {
  return by.roles.includes('system');
}

export function hasRole(by: Principal, ...roles: Role[]): boolean {
  return by.roles.some((role) => roles.includes(role));
}
