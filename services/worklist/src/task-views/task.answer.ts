import { Money, moneySchema } from '@throughline/money/money';
import { z } from 'zod';

const person = z.object({ id: z.uuid(), name: z.string() });

export const taskSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['approval', 'review', 'collection']),
  leg: z.string(),
  /** What is asked, in one line. */
  ask: z.string(),
  figures: z.record(z.string(), z.unknown()),
  amount: moneySchema.nullable(),
  subjectType: z.string(),
  subjectId: z.uuid(),
  dealId: z.uuid().nullable(),
  approvalId: z.uuid().nullable(),
  status: z.enum(['open', 'done', 'lapsed', 'cancelled']),
  /** `standsInFor`: in whose place he is asked. */
  potentialOwners: z.array(person.extend({ standsInFor: person.optional() })),
  /** Who would be asked and is away. */
  away: z.array(person),
  actualOwner: person.nullable(),
  /** Why these people are asked. */
  why: z.string(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  /** The answers it takes. */
  outcomes: z.array(z.string()),
  decision: z.object({ outcome: z.string(), by: person, standsInFor: person.optional(), at: z.iso.datetime(), comment: z.string().nullable() }).nullable(),
  version: z.int(),
});
export type TaskAnswer = z.infer<typeof taskSchema>;

export interface TaskRow {
  id: string;
  kind: TaskAnswer['kind'];
  leg: string;
  ask: string;
  figures: Record<string, unknown>;
  amount: string | null;
  currency: string | null;
  subject_type: string;
  subject_id: string;
  deal_id: string | null;
  approval_id: string | null;
  status: TaskAnswer['status'];
  potential_owners: string[];
  standing_in: Record<string, string>;
  away: string[];
  not_by: string[];
  actual_owner: string | null;
  why: string;
  opened_at: Date;
  due_at: Date;
  version: number;
  outcome: string | null;
  comment: string | null;
  decided_by: string | null;
  stands_in_for: string | null;
  decided_at: Date | null;
  names: Record<string, string>;
}

/** Columns of a task, its decision, and the names of all people in it. */
export const taskColumns = `t.*, d.outcome, d.comment, d.decided_by, d.stands_in_for, d.decided_at,
  (SELECT coalesce(json_object_agg(p.id, p.name), '{}') FROM known_person p
    WHERE p.id = ANY (t.potential_owners || t.away || t.actual_owner || d.decided_by || d.stands_in_for || ARRAY(SELECT value::uuid FROM jsonb_each_text(t.standing_in)))) AS names`;

export function taskAnswer(row: TaskRow, now: Date, outcomes: readonly string[]): TaskAnswer {
  const named = (id: string) => ({ id, name: row.names[id] ?? 'somebody who has left' });
  return {
    id: row.id,
    kind: row.kind,
    leg: row.leg,
    ask: row.ask,
    figures: row.figures,
    amount: row.amount === null ? null : Money.of(row.amount, row.currency!).toJSON(),
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    dealId: row.deal_id,
    approvalId: row.approval_id,
    status: row.status,
    potentialOwners: row.potential_owners.map((id) => ({ ...named(id), ...(row.standing_in[id] && { standsInFor: named(row.standing_in[id]) }) })),
    away: row.away.map(named),
    actualOwner: row.actual_owner === null ? null : named(row.actual_owner),
    why: row.why,
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    overdue: row.status === 'open' && row.due_at < now,
    outcomes: [...outcomes],
    decision: row.outcome === null || row.decided_by === null ? null : { outcome: row.outcome, by: named(row.decided_by), ...(row.stands_in_for !== null && { standsInFor: named(row.stands_in_for) }), at: row.decided_at!.toISOString(), comment: row.comment },
    version: row.version,
  };
}
