import { ScimRefusal } from './scim-refusal';

export const SCIM_JSON = 'application/scim+json; charset=utf-8';
export const URN = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const;

const attributes = [
  'schemas', 'id', 'externalId', 'meta', 'resourceType', 'created', 'location', 'version',
  'userName', 'name', 'formatted', 'familyName', 'givenName', 'displayName', 'title', 'timezone', 'active', 'emails', 'value', 'type', 'primary', 'display', 'roles', 'groups', 'members',
  'department', 'manager', 'employeeNumber', '$ref', 'Operations', 'op', 'path', 'startIndex', 'count', 'filter', 'excludedAttributes',
];
const written = new Map([...attributes, URN.user, URN.enterprise, URN.group].map((name) => [name.toLowerCase(), name]));
/** Anywhere in a path, whatever stands around it: those who follow it later divide it at other places than we do (a colon, a bracket, a quote). */
const forbidden = /(?<![\w$])(__proto__|constructor|prototype)(?![\w$])/;

/** Names of attributes are written anyhow (RFC 7643, 2.1): this is how we write them. */
export const asWritten = (name: string): string => written.get(name.toLowerCase()) ?? name;

/** The same value with every name of an attribute as we write it. @throws ScimRefusal for a name that no attribute can have */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (forbidden.test(key)) throw new ScimRefusal(400, 'invalidSyntax', `"${key}" is not an attribute.`);
    return [canonicalPath(key), canonical(inner)] as const;
  });
  return Object.fromEntries(entries);
}

/** `urn:…:core:2.0:User:userName` is `userName`; `NAME.familyname` is `name.familyName`; what stands in brackets is a filter and has names of its own. */
export function canonicalPath(path: string): string {
  const no = forbidden.exec(path)?.[1];
  if (no !== undefined) throw new ScimRefusal(400, 'invalidPath', `"${no}" is not an attribute.`);
  let rest = path;
  let before = '';
  for (const urn of [URN.user, URN.group]) {
    if (rest.toLowerCase().startsWith(`${urn.toLowerCase()}:`)) rest = rest.slice(urn.length + 1);
  }
  if (rest.toLowerCase() === URN.enterprise.toLowerCase()) return URN.enterprise;
  if (rest.toLowerCase().startsWith(`${URN.enterprise.toLowerCase()}:`)) {
    before = `${URN.enterprise}:`;
    rest = rest.slice(before.length);
  }
  const [, head = '', filter = '', tail = ''] = /^([^[\]]*)(\[.*\])?(.*)$/s.exec(rest) ?? [];
  const names = (text: string) => text.split('.').map(asWritten).join('.');
  return `${before}${names(head)}${filter}${names(tail)}`;
}
