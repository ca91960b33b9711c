import { access } from '@throughline/access/access';
import { narrowedParams, narrowedSql, type Narrowing } from '@throughline/access/narrowing';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { opportunityScope } from '../read-scope';

export interface Conditions {
  sql: string;
  params: unknown[];
}

const owned = { owner: 'o.owner_id', path: 'o.org_path' };

/** Over the table `opportunity` as `o`: the deals of a pipeline, narrowed as asked, within reach. @throws people_book.unknown_unit */
export async function dealsAsked(tx: Tx, pipeline: string, narrowing: Narrowing, by: Principal): Promise<Conditions> {
  access.require(by, 'read', 'opportunity');
  const scope = opportunityScope(by, 'o', 5);
  return { sql: `o.pipeline = $1 AND ${narrowedSql(owned, 2)} AND ${scope.sql}`, params: [pipeline, ...(await narrowedParams(tx, narrowing)), ...scope.params] };
}
