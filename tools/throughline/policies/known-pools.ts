import type { PersonApi } from '../demo/api';
import { CommandFailed } from '../exit-codes';

/** A pool as the list of pools has it. */
export interface PoolLine {
  poolId: string;
  key: string;
  name: string;
  unit: string;
  policy: { id: string; version: number };
  assignmentPolicyId: string | null;
  takes: string[];
  status: string;
}

export async function allPools(api: PersonApi): Promise<PoolLine[]> {
  const { items } = await api.get<{ items: PoolLine[] }>('/v1/pools');
  return items;
}

/** By its key. @throws CommandFailed naming the keys that there are */
export async function poolByKey(api: PersonApi, key: string): Promise<PoolLine> {
  const pools = await allPools(api);
  const pool = pools.find((one) => one.key === key);
  if (!pool) throw new CommandFailed(`There is no pool ${key}. There are: ${pools.map((one) => one.key).join(', ')}.`);
  return pool;
}
