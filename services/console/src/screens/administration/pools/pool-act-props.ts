import type { Unit } from '../units/use-units';
import type { Pool, PoolLine } from './use-pools';

export interface PoolActProps {
  pool: Pool;
  /** Id of the rules by which it goes. */
  rules: string;
  units: readonly Unit[];
  pools: readonly PoolLine[];
  close: () => void;
}
