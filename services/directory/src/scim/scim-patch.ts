import type { ScimPatchOperation, ScimResource } from 'scim-patch';
import { ScimError, scimPatch } from 'scim-patch';
import { z } from 'zod';
import { canonical, canonicalPath, URN } from './scim-names';
import { ScimRefusal, type ScimType } from './scim-refusal';

const MOST = 100;
const patchSchema = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(URN.patch), 'must name the PatchOp schema'),
  Operations: z.array(z.object({ op: z.string(), path: z.string().optional(), value: z.unknown().optional() })).min(1).max(MOST),
});
const readOnly = /^(id|meta|groups|schemas)\b/;

/**
 * The resource after the operations, all or none of them; the one given stays as it is.
 * @throws ScimRefusal invalidSyntax, invalidPath, noTarget, mutability, invalidValue
 */
export function patched<T extends object>(resource: T, body: unknown): T {
  const parsed = patchSchema.safeParse(canonical(body));
  if (!parsed.success) throw new ScimRefusal(400, 'invalidSyntax', `This is no patch: ${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}.`);
  const operations = parsed.data.Operations.map(operationOf);
  try {
    // Its own copy: an operation that fails must not leave half of what came before it.
    return scimPatch(JSON.parse(JSON.stringify(resource)) as ScimResource, operations) as unknown as T;
  } catch (error) {
    if (error instanceof ScimError) throw new ScimRefusal(400, (error.scimCode as ScimType | undefined) ?? 'invalidPath', error.message);
    throw new ScimRefusal(400, 'invalidPath', 'The path cannot be followed in this resource.');
  }
}

function operationOf({ op: given, path: sent, value }: { op: string; path?: string | undefined; value?: unknown }): ScimPatchOperation {
  const op = given.toLowerCase();
  if (op !== 'add' && op !== 'replace' && op !== 'remove') throw new ScimRefusal(400, 'invalidSyntax', `"${given}" is no operation.`);
  if (op === 'remove' && !sent) throw new ScimRefusal(400, 'noTarget', 'What is removed needs a path.');
  if (op !== 'remove' && value === undefined) throw new ScimRefusal(400, 'invalidSyntax', `"${op}" needs a value.`);
  const path = sent === undefined ? undefined : canonicalPath(sent);
  const touched = path !== undefined ? [path] : typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (path === undefined && touched.length === 0) throw new ScimRefusal(400, 'invalidSyntax', 'Without a path the value names the attributes.');
  const refused = touched.find((name) => readOnly.test(name));
  if (refused !== undefined && (path !== undefined || refused !== 'schemas')) throw new ScimRefusal(400, 'mutability', `"${refused}" is read only.`);
  return { op, ...(path !== undefined && { path }), ...(value !== undefined && { value: valueFor(path, value) }) } as ScimPatchOperation;
}

/** Some send "False" as text, and a manager as his id alone. */
function valueFor(path: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (path === 'active' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return path === `${URN.enterprise}:manager` ? { value } : value;
}
