import type { Person } from '../person/person';
import { PERSON_ROLES } from '../person/person';
import { z } from 'zod';
import { canonical, URN } from './scim-names';
import { ScimRefusal } from './scim-refusal';

export const SCIM_BASE = '/scim/v2';

export interface UserRow extends Omit<Person, 'only'> {
  unitName: string;
  unitCode: string | null;
  managerName: string | null;
  joinedAt: Date;
  groups: { id: string; name: string }[];
}

/** A person as RFC 7643, 4.1 and 4.3, show a user. Addresses within this service are relative: it does not know by which name it is reached. */
export function userResource(row: UserRow) {
  const location = `${SCIM_BASE}/Users/${row.id}`;
  return {
    schemas: [URN.user, URN.enterprise],
    id: row.id,
    ...(row.externalId !== null && { externalId: row.externalId }),
    userName: row.email,
    name: { formatted: row.name },
    displayName: row.name,
    title: row.position,
    timezone: row.zone,
    active: row.active,
    emails: [{ value: row.email, type: 'work', primary: true }],
    ...(row.roles.length > 0 && { roles: row.roles.map((value) => ({ value })) }),
    ...(row.groups.length > 0 && { groups: row.groups.map(({ id, name }) => ({ value: id, display: name, type: 'direct', $ref: `${SCIM_BASE}/Groups/${id}` })) }),
    [URN.enterprise]: {
      department: row.unitName,
      ...(row.managerId !== null && { manager: { value: row.managerId, displayName: row.managerName, $ref: `${SCIM_BASE}/Users/${row.managerId}` } }),
    },
    meta: { resourceType: 'User', created: row.joinedAt.toISOString(), location, version: `W/"${row.version}"` },
  };
}
export type UserResource = ReturnType<typeof userResource>;

const text = z.string().trim().min(1).max(200);
const reference = z.union([z.object({ value: z.union([z.uuid(), z.literal('')]).nullable().optional() }), z.uuid(), z.literal('')]);
/** What we read of a user; the rest may be there and is ignored (RFC 7644, 3.3). */
const userSchema = z.object({
  userName: z.string().trim().pipe(z.email().max(254).toLowerCase()),
  externalId: text.nullable().optional(),
  displayName: text.nullable().optional(),
  name: z.object({ formatted: text.nullable().optional(), givenName: text.nullable().optional(), familyName: text.nullable().optional() }).nullable().optional(),
  title: text.nullable().optional(),
  timezone: text.nullable().optional(),
  active: z.boolean().nullable().optional(),
  emails: z.array(z.object({ value: z.email().max(254).toLowerCase(), type: z.string().optional(), primary: z.boolean().optional() })).nullable().optional(),
  roles: z.array(z.object({ value: z.enum(PERSON_ROLES) })).nullable().optional(),
  [URN.enterprise]: z.object({ department: text.nullable().optional(), manager: reference.nullable().optional() }).nullable().optional(),
});

/** What is asked for; undefined where it is not said. */
export interface WantedUser {
  email: string;
  name: string;
  externalId: string | null;
  title: string | undefined;
  zone: string | undefined;
  active: boolean | undefined;
  roles: Person['roles'] | undefined;
  department: string | undefined;
  managerId: string | null;
}

/**
 * @param present what the user is; absent: he is new. A changed name or address is told by several attributes: the one that changed counts.
 * @throws ScimRefusal invalidValue, invalidSyntax
 */
export function wantedUser(body: unknown, present?: UserResource): WantedUser {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ScimRefusal(400, 'invalidSyntax', 'A user is a JSON object.');
  const parsed = userSchema.safeParse(canonical(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const hint = issue!.path[0] === 'userName' ? ' A user name is an address here.' : '';
    throw new ScimRefusal(400, 'invalidValue', `${issue!.path.join('.')}: ${issue!.message}.${hint}`);
  }
  const { userName, externalId, displayName, name, title, timezone, active, emails, roles, [URN.enterprise]: enterprise } = parsed.data;
  const work = emails?.find(({ primary }) => primary) ?? emails?.find(({ type }) => type === 'work') ?? emails?.[0];
  const inParts = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  const manager = enterprise?.manager;
  const managerId = typeof manager === 'string' ? manager : manager?.value;
  return {
    email: changed(present?.userName, userName, work?.value) ?? userName,
    name: changed(present?.displayName, displayName, name?.formatted, inParts) ?? displayName ?? name?.formatted ?? (inParts || userName),
    externalId: externalId ?? null,
    title: title ?? undefined,
    zone: timezone ?? undefined,
    active: active ?? undefined,
    roles: roles === null ? [] : roles?.map(({ value }) => value),
    department: enterprise?.department ?? undefined,
    managerId: managerId || null,
  };
}

/** The first of the given that says something else than what is. */
function changed(present: string | undefined, ...given: (string | null | undefined)[]): string | undefined {
  return given.find((one): one is string => typeof one === 'string' && one !== '' && one !== present);
}
