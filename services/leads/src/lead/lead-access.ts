import type { Said } from '@throughline/access/access';
import { access } from '@throughline/access/access';
import type { VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import type { Lead } from './lead.entity';

/** What a scope needs to know of a lead. */
export type ScopedLead = Pick<Lead, 'ownerId' | 'orgPath' | 'status' | keyof Said<'lead'>>;

/** A free lead lies open to the people whom its pool is open to; an owned one only to its owner and the line above him. */
export function requireLead(by: Principal, verb: VerbOf<'lead'>, { ownerId, orgPath, status, region, businessType, product }: ScopedLead): void {
  access.require(by, verb, 'lead', { ownerId, orgPath, shared: status === 'available' && openTo(by, orgPath), region, businessType, product });
}

/** A pool is open to the people of its unit, of those below it, and to the line above it. */
export function openTo({ unitPath }: Principal, poolPath: string): boolean {
  // Without a unit one is nowhere, not everywhere.
  return unitPath.endsWith('.') && (unitPath.startsWith(poolPath) || poolPath.startsWith(unitPath));
}

/** The same of free leads, which lie where their pool does, as a condition without parameters. @param row alias of the table lead */
export function freeAndOpenSql({ unitPath }: Principal, row: string): string {
  if (!/^(\d+\.)+$/.test(unitPath)) return 'false';
  const above = unitPath.split('.').slice(0, -1).map((_, at, parts) => `'${parts.slice(0, at + 1).join('.')}.'`);
  return `${row}.status = 'available' AND (${row}.org_path IN (${above.join(', ')}) OR starts_with(${row}.org_path, '${unitPath}'))`;
}
