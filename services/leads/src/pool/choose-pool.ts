import type { Pool } from './pool.entity';
import { poolErrors } from './pool.errors';

/** What decides where a lead goes that names no pool. */
export interface Unplaced {
  /** As classified; null: of none. */
  businessType: string | null;
  /** Path of the unit of whoever enters it; empty: of the software, which is above all. */
  unitPath: string;
}

/**
 * The open pool that takes its business type, of the unit nearest above who enters it; else the general pool, which takes no type by name: the nearest above,
 * or the only one. Undefined where none does, or two general ones are as near.
 */
export function choosePool(pools: Iterable<Pool>, { businessType, unitPath }: Unplaced): Pool | undefined {
  const open = [...pools].filter(({ status }) => status === 'open');
  const takers = businessType === null ? [] : open.filter(({ takes }) => takes.includes(businessType));
  const general = open.filter(({ takes }) => takes.length === 0);
  return only(nearestAbove(takers, unitPath)) ?? only(nearestAbove(general, unitPath)) ?? only(general);
}

/** @throws pool.none_open */
export function noPool(pools: Iterable<Pool>, lead?: Unplaced): never {
  const open = [...pools].filter(({ status }) => status === 'open').map(({ id, name, takes }) => ({ id, name, takes }));
  throw poolErrors.none_open({ field: 'poolId', data: { ...(lead && { businessType: lead.businessType }), open } });
}

/** Those of the unit that is nearest; of the software, the pools of the highest units. */
function nearestAbove(pools: readonly Pool[], unitPath: string): Pool[] {
  const above = unitPath === '' ? pools : pools.filter(({ orgPath }) => unitPath.startsWith(orgPath));
  const lengths = above.map(({ orgPath }) => orgPath.length);
  const nearest = unitPath === '' ? Math.min(...lengths) : Math.max(...lengths);
  return above.filter(({ orgPath }) => orgPath.length === nearest);
}

const only = (pools: readonly Pool[]): Pool | undefined => (pools.length === 1 ? pools[0] : undefined);
