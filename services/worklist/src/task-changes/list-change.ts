/** The lists of a person: see task-views/task-lists.ts, whose conditions these are. */
export type List = 'mine' | 'team' | 'waiting' | 'done';

/** A change of a task: who had it before, and how it stands now. */
export interface TaskChange {
  seq: string;
  taskId: string;
  wasOpen: boolean;
  wasAsked: string[];
  wasTakenBy: string | null;
  status: 'open' | 'done' | 'lapsed' | 'cancelled';
  asked: string[];
  takenBy: string | null;
  decidedBy: string | null;
  /** Of the request. */
  requesterId: string | null;
  /** It is, now. The answer that settles it ends it with the task. */
  requestIsOpen: boolean;
  delegatedBy: string[];
  /** Everybody above each who was or is asked, at any height. */
  above: Record<string, string[]>;
}

/** What it means for one person. */
export interface ListChange {
  taskId: string;
  /** added: it came to a list of his · changed: it was in one and still is · decided: it was answered · gone: it is in none of his lists any more. */
  change: 'added' | 'changed' | 'decided' | 'gone';
  /** Where he finds it now. */
  lists: List[];
  /** Which lists it has left. */
  left: List[];
}

interface State {
  open: boolean;
  requestIsOpen: boolean;
  asked: string[];
  takenBy: string | null;
  decidedBy: string | null;
}

/** Everybody whom the change may concern; of most of them nobody listens. */
export function concerned(change: TaskChange): Set<string> {
  const { wasAsked, asked, above, requesterId, delegatedBy, decidedBy } = change;
  const people = [...wasAsked, ...asked, ...Object.values(above).flat(), requesterId, ...delegatedBy, decidedBy];
  return new Set(people.filter((id) => id !== null));
}

/** Undefined where none of his lists has or had it: he is told nothing of it. */
export function listChange(change: TaskChange, personId: string): ListChange | undefined {
  const before = listsWith(change, { open: change.wasOpen, requestIsOpen: change.wasOpen, asked: change.wasAsked, takenBy: change.wasTakenBy, decidedBy: change.wasOpen ? null : change.decidedBy }, personId);
  const lists = listsWith(change, { open: change.status === 'open', requestIsOpen: change.requestIsOpen, asked: change.asked, takenBy: change.takenBy, decidedBy: change.decidedBy }, personId);
  if (before.length === 0 && lists.length === 0) return undefined;
  return { taskId: change.taskId, change: wordFor(change, before, lists), lists, left: before.filter((list) => !lists.includes(list)) };
}

function wordFor({ status }: TaskChange, before: List[], lists: List[]): ListChange['change'] {
  if (status === 'done') return 'decided';
  if (lists.length === 0) return 'gone';
  return before.length === 0 ? 'added' : 'changed';
}

function listsWith({ above, requesterId, delegatedBy }: TaskChange, { open, requestIsOpen, asked, takenBy, decidedBy }: State, personId: string): List[] {
  const mine = open && asked.includes(personId) && (takenBy === null || takenBy === personId);
  const team = open && asked.some((id) => id !== personId && above[id]?.includes(personId));
  const waiting = open && !asked.includes(personId) && ((requestIsOpen && requesterId === personId) || delegatedBy.includes(personId));
  const done = decidedBy === personId;
  return (Object.entries({ mine, team, waiting, done }) as [List, boolean][]).filter(([, holds]) => holds).map(([list]) => list);
}
