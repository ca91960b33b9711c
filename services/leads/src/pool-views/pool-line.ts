import type { Pool } from '../pool/pool.entity';
import type { PoolLine } from './pool-views.dto';

export function poolLine({ id: poolId, key, name, orgPath: unit, policyId, policyVersion, assignmentPolicyId, takes, status, version }: Pool): PoolLine {
  return { poolId, key, name, unit, policy: { id: policyId, version: policyVersion }, assignmentPolicyId, takes, status, version };
}
