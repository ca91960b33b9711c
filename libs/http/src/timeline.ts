import type { Principal } from '@throughline/access/principal';
import { access } from '@throughline/access/access';
import { factsOf, type KeptFact, type RecordAsked } from '@throughline/messaging/facts-of';
import type { Tx } from '@throughline/persistence/transaction';
import { parseWorkflowId } from '@throughline/process-contracts/workflow-ids';
import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import { pageOf, pageQuery, parseCursor } from './page';

const instant = z.iso.datetime();
const record = z.object({ kind: z.string(), id: z.string() });

export const timelineQuerySchema = z.strictObject(pageQuery);
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;
export class TimelineQueryDto extends createZodDto(timelineQuerySchema) {}

/** For services whose records of a deal are several. */
export const dealTimelineQuerySchema = timelineQuerySchema.extend({ dealId: z.uuid() });
export type DealTimelineQuery = z.infer<typeof dealTimelineQuerySchema>;
export class DealTimelineQueryDto extends createZodDto(dealTimelineQuerySchema) {}

export const happeningSchema = z.object({
  id: z.uuid(),
  /** Business time. */
  at: instant,
  /** The fact by its name in the catalogue of events, without version: `opportunity.won`. */
  what: z.string(),
  record,
  /** Null where nobody is known to have done it. `name` only of people. */
  by: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  /** What the event says; its schema is in the catalogue. Empty for whoever sees the record masked. */
  data: z.record(z.string(), z.unknown()),
});
export type Happening = z.infer<typeof happeningSchema>;

export const momentSchema = z.object({
  at: instant,
  /** Where it will be told of, by the name of that fact (`opportunity.stage-overdue`); else what the moment is: `plan.line-due`. */
  what: z.string(),
  record,
  because: becauseSchema.nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type Moment = z.infer<typeof momentSchema>;

export const timelineSchema = z.object({
  /** Business time of the answer: what lies before it has happened, what lies after it is ahead. */
  asOf: instant,
  /** Newest first. */
  items: z.array(happeningSchema),
  next: z.string().optional(),
  /** What will happen if nobody does anything, earliest first. With every page. */
  ahead: z.array(momentSchema),
  /** The stories behind it in the process engine; only for those who run the system. */
  processes: z.array(z.object({ process: z.string(), workflowId: z.string() })),
});
export type Timeline = z.infer<typeof timelineSchema>;
export class TimelineDto extends createZodDto(timelineSchema) {}

/** What a service knows of a story, found within the reader's reach. */
export interface Story {
  records: RecordAsked[];
  ahead: (Omit<Moment, 'at' | 'because'> & { at: Date; because?: Moment['because'] })[];
  workflowIds: string[];
  /** Whoever sees the record masked learns what happened, not what was said in it. */
  masked?: boolean;
}

const list = 'timeline';

/** The one timeline of all services: past from the trail of facts, future from what the service says is ahead. */
export async function timelineOf(tx: Tx, story: Story, { limit, cursor }: TimelineQuery, by: Principal): Promise<Timeline> {
  const before = parseCursor(list, cursor, z.tuple([z.string().regex(/^\d+$/)]))?.[0];
  const facts = story.records.length > 0 ? await factsOf(tx, story.records, before, limit + 1) : [];
  const ahead = story.ahead.filter(({ at }) => at > tx.now).sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    asOf: tx.now.toISOString(),
    ...pageOf(list, facts, limit, ({ seq }) => [seq], (fact) => happening(fact, story.masked === true)),
    ahead: ahead.map(({ at, because = null, ...rest }) => ({ at: at.toISOString(), because, ...rest })),
    processes: access.scopeOf(by, 'read', 'process') === 'all' ? story.workflowIds.map((workflowId) => ({ process: parseWorkflowId(workflowId).process, workflowId })) : [],
  };
}

function happening({ id, at, type, kind, recordId, actorType, actorId, actorName, data }: KeptFact, masked: boolean): Happening {
  const by = actorType !== null && actorId !== null ? { type: actorType, id: actorId, name: actorName } : null;
  return { id, at: at.toISOString(), what: type.replace(/^throughline\.|\.v\d+$/g, ''), record: { kind, id: recordId }, by, data: masked ? {} : data };
}
