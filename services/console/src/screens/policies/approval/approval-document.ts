/** An approval policy as the page reads it; what it takes the server's schema says. */
export interface ApprovalRules {
  subject: string;
  request?: { label: string; fields: DeclaredField[]; lines?: DeclaredField[] };
  when: Condition;
  legs: Leg[];
  lapseAfterWorkingDays?: number;
  fallbackRole: string;
  copies: { on: 'requested' | 'concluded'; to: Approver }[];
}

export interface DeclaredField {
  name: string;
  label: string;
  type: 'decimal' | 'text' | 'date';
  required?: boolean;
  oneOf?: string[];
}

export interface Leg {
  key: string;
  label: string;
  step?: number;
  when: Condition;
  approver: Approver;
  mode?: string | { quorum: number } | { ratio: number };
  ifNobody: string;
  requires: { comment: string; signature: boolean; signIn: boolean };
  mayEdit: string[];
  copies: Approver[];
  dueWorkingHours: number;
  ladder?: { afterWorkingHours: number; do: string }[];
  remindAfterWorkingHours?: number;
  escalateAfterWorkingHours?: number;
  escalateTo?: string;
}

export type Condition =
  | { always: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { field: string; op: string; value: string }
  | { field: string; equals: string }
  | { field: string; in: string[] }
  | { aggregate: string; of?: string; where?: Condition; op: string; value: string };

export interface Approver {
  by: string;
  role?: string;
  personId?: string;
  unit?: string;
  group?: string;
  upTo?: number;
  upToAmount?: { field: string };
}

/** The fields of a request that the conditions of a policy test: all that is known of a request whose kind declares none. */
export function testedFields({ when, legs }: ApprovalRules): DeclaredField[] {
  const found = new Map<string, DeclaredField>();
  const look = (one: Condition): void => {
    if ('all' in one) one.all.forEach(look);
    else if ('any' in one) one.any.forEach(look);
    else if ('not' in one) look(one.not);
    else if ('field' in one) found.set(one.field, { name: one.field, label: one.field, type: 'op' in one ? 'decimal' : 'text' });
  };
  for (const one of [when, ...legs.map((leg) => leg.when)]) look(one);
  for (const { approver } of legs) if (approver.upToAmount) found.set(approver.upToAmount.field, { name: approver.upToAmount.field, label: approver.upToAmount.field, type: 'decimal' });
  return [...found.values()];
}

/** What happens on silence; older policies say it by three values. */
export function ladderOf({ ladder, remindAfterWorkingHours, escalateAfterWorkingHours, escalateTo }: Leg): { afterWorkingHours: number; do: string }[] {
  if (ladder) return ladder;
  return [
    ...(remindAfterWorkingHours === undefined ? [] : [{ afterWorkingHours: remindAfterWorkingHours, do: 'remind' }]),
    ...(escalateAfterWorkingHours === undefined ? [] : [{ afterWorkingHours: escalateAfterWorkingHours, do: escalateTo === 'line' ? 'manager' : 'alternate' }]),
  ];
}
