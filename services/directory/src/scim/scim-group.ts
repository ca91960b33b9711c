import { z } from 'zod';
import { canonical, URN } from './scim-names';
import { ScimRefusal } from './scim-refusal';
import { SCIM_BASE } from './scim-user';

export interface GroupRow {
  id: string;
  name: string;
  externalId: string | null;
  madeAt: Date;
  changedAt: Date;
  version: number;
  members: { id: string; name: string }[];
}

export function groupResource({ id, name, externalId, madeAt, changedAt, version, members }: GroupRow) {
  return {
    schemas: [URN.group],
    id,
    ...(externalId !== null && { externalId }),
    displayName: name,
    members: members.map((one) => ({ value: one.id, display: one.name, type: 'User', $ref: `${SCIM_BASE}/Users/${one.id}` })),
    meta: { resourceType: 'Group', created: madeAt.toISOString(), lastModified: changedAt.toISOString(), location: `${SCIM_BASE}/Groups/${id}`, version: `W/"${version}"` },
  };
}
export type GroupResource = ReturnType<typeof groupResource>;

const groupSchema = z.object({
  displayName: z.string().trim().min(1).max(200),
  externalId: z.string().min(1).max(200).nullable().optional(),
  members: z.array(z.object({ value: z.uuid().toLowerCase(), type: z.string().optional() })).max(20_000).nullable().optional(),
});

/** @throws ScimRefusal invalidValue, invalidSyntax */
export function wantedGroup(body: unknown): { name: string; externalId: string | null; memberIds: string[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ScimRefusal(400, 'invalidSyntax', 'A group is a JSON object.');
  const parsed = groupSchema.safeParse(canonical(body));
  if (!parsed.success) throw new ScimRefusal(400, 'invalidValue', `${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}.`);
  const { displayName, externalId, members } = parsed.data;
  if (members?.some(({ type }) => type !== undefined && type.toLowerCase() !== 'user')) throw new ScimRefusal(400, 'invalidValue', 'members: only users are members of a group here.');
  return { name: displayName, externalId: externalId ?? null, memberIds: [...new Set(members?.map(({ value }) => value))] };
}
