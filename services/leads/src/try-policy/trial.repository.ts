import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { ForecastChange } from '@throughline/policy/change-forecast';
import type { PolicyKind } from '@throughline/policy/policy-kinds';

interface Named {
  kind: PolicyKind;
  id: string;
  version: number;
}
export interface RunningTrial extends Named {
  since: Date;
  lookedAt: Date | null;
}
/** sooner: the draft would have ended it before the rules in force; later: the rules in force have ended what the draft would have left. */
export type TrialChange = 'sooner' | 'later';
export interface TrialLine extends ForecastChange {
  ownershipId: string;
  change: TrialChange;
  leadId: string;
  ownerId: string;
}

/** Drafts on trial and what they would have done. */
@Injectable()
export class TrialRepository {
  async running(tx: Tx): Promise<RunningTrial[]> {
    return tx.query<RunningTrial>(
      `SELECT kind, id, version, trial_since AS since, trial_looked_at AS "lookedAt" FROM policy WHERE trial_since IS NOT NULL ORDER BY kind, id, version`,
    );
  }

  async begin(tx: Tx, { kind, id, version }: Named): Promise<void> {
    await tx.query('DELETE FROM policy_trial WHERE kind = $1 AND policy_id = $2 AND version = $3', [kind, id, version]);
    await tx.query('UPDATE policy SET trial_since = $4, trial_looked_at = NULL WHERE kind = $1 AND id = $2 AND version = $3', [kind, id, version, tx.now]);
  }

  async end(tx: Tx, { kind, id, version }: Named): Promise<void> {
    await tx.query('UPDATE policy SET trial_since = NULL WHERE kind = $1 AND id = $2 AND version = $3', [kind, id, version]);
  }

  async lookedAt(tx: Tx, { kind, id, version }: Named, at: Date): Promise<void> {
    await tx.query('UPDATE policy SET trial_looked_at = $4 WHERE kind = $1 AND id = $2 AND version = $3', [kind, id, version, at]);
  }

  /** Writes what is not in the log yet. @returns how many of each */
  async log(tx: Tx, { kind, id, version }: Named, lines: readonly TrialLine[]): Promise<Record<TrialChange, number>> {
    const rows = lines.map(({ ownershipId, change, leadId, ownerId, before, after }) => ({ ownership_id: ownershipId, change, lead_id: leadId, owner_id: ownerId, ends: { before, after } }));
    const written = await tx.query<{ change: TrialChange }>(
      `INSERT INTO policy_trial (kind, policy_id, version, ownership_id, change, lead_id, owner_id, ends, logged_at)
       SELECT $1, $2, $3, ownership_id, change, lead_id, owner_id, ends, $5
       FROM json_to_recordset($4::json) AS r(ownership_id uuid, change text, lead_id uuid, owner_id uuid, ends jsonb) ORDER BY ownership_id
       ON CONFLICT DO NOTHING RETURNING change`,
      [kind, id, version, JSON.stringify(rows), tx.now],
    );
    return { sooner: written.filter(({ change }) => change === 'sooner').length, later: written.filter(({ change }) => change === 'later').length };
  }
}
