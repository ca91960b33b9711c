import { grants, type Kind, type Scope } from '@throughline/access/grants';
import { useMe, useProfile } from '../api/who';

/** `lead:claim` */
export type Right = `${Kind}:${string}`;

const WIDTH: Record<Scope, number> = { none: 0, own: 1, unit: 2, 'unit-and-below': 3, all: 4 };

/** How far somebody with these roles may do it: by the same rules as the services, which have the last word. */
export function scopeOf(roles: readonly string[], right: Right): Scope {
  const [kind, verb] = right.split(':') as [Kind, string];
  const grant = (grants[kind] as Record<string, Record<string, Scope>>)[verb] ?? {};
  return roles.reduce<Scope>((widest, role) => (WIDTH[grant[role] ?? 'none'] > WIDTH[widest] ? grant[role]! : widest), 'none');
}

/** What the person who has signed in may do. `may('lead:claim')`, `may('lead:assign', 'all')`: at least so far. */
export function useRights(): (right: Right, least?: Scope) => boolean {
  const { roles } = useMe();
  const elsewhere = useProfile()?.rolesElsewhere ?? [];
  const all = [...roles, ...elsewhere.map(({ role }) => role)];
  return (right, least = 'own') => WIDTH[scopeOf(all, right)] >= WIDTH[least];
}
