import { Decimal } from 'decimal.js';
import { defineErrors } from '@throughline/errors/throughline-error';
import type { Approver } from './approval-approver';
import type { Fields } from './approval-condition';
import { decimalText } from './approval-condition';
import type { People, PolicyPerson } from './people';
import { headsOf, inGroup, inRole, inRoleAt, lineAbove, unitsFrom } from './people';

export const choiceErrors = defineErrors('approval', {
  choice_missing: {
    family: 'user',
    status: 400,
    title: 'Somebody has to be chosen',
    situation: 'A step of the approval asks whom the submitter chooses, and he chose too few.',
    action: 'Choose among the people in "data" and ask again.',
  },
  choice_not_allowed: {
    family: 'user',
    status: 400,
    title: 'This person cannot be chosen',
    situation: 'A step of the approval lets the submitter choose among certain people, not himself, and only so many.',
    action: 'Choose among the people in "data" and ask again.',
  },
});

/** What finding people needs to know of a request. */
export interface Requesting {
  requesterId: string;
  fields: Fields;
  /** Whom the submitter chose, by leg. */
  chosen?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface Found {
  /** In the order in which they are asked in turn; the requester may be among them. */
  ids: string[];
  /** `manager of the requester`, `role finance` */
  why: string;
}

const ids = (people: People): string[] => people.map(({ id }) => id);

/** Whom a rule names for a request. @throws approval.choice_missing, approval.choice_not_allowed */
export function findApprovers(approver: Approver, request: Requesting, people: People, leg = ''): Found {
  switch (approver.by) {
    case 'manager-of-requester':
      return { ids: ids(lineAbove(people, request.requesterId).slice(0, 1)), why: 'manager of the requester' };
    case 'role':
      return { ids: ids(inRole(people, approver.role)), why: `role ${approver.role}` };
    case 'person':
      return { ids: people.some(({ id }) => id === approver.personId) ? [approver.personId] : [], why: 'named by the policy' };
    case 'role-in-unit':
      return nearestUnit(unitOf(approver, request, people), `role ${approver.role} in unit`, (unit) =>
        inRoleAt(people, approver.role, unit).filter(({ id }) => id !== request.requesterId),
      );
    case 'head-of-unit':
      return nearestUnit(unitOf(approver, request, people), 'head of unit', (unit) => headsOf(people, unit).filter(({ id }) => id !== request.requesterId));
    case 'managers':
      return managers(approver, request, people);
    case 'group':
      return { ids: ids(inGroup(people, approver.group)), why: `group ${approver.group}` };
    case 'chosen':
      return chosen(approver, request, people, leg);
  }
}

function unitOf({ unit }: { unit?: string | undefined }, { requesterId }: Requesting, people: People): string {
  return unit ?? people.find(({ id }) => id === requesterId)?.unitPath ?? '';
}

function nearestUnit(from: string, what: string, inUnit: (unit: string) => People): Found {
  for (const unit of unitsFrom(from)) {
    const found = ids(inUnit(unit));
    if (found.length > 0) return { ids: found, why: `${what} ${unit}` };
  }
  return { ids: [], why: `${what} ${from}` };
}

/** Where the line ends before anybody may approve so much nobody is found: a leg without the one who may would be worth nothing. */
function managers({ upTo, upToAmount }: Extract<Approver, { by: 'managers' }>, { requesterId, fields }: Requesting, people: People): Found {
  const line = lineAbove(people, requesterId);
  if (!upToAmount) return { ids: ids(line.slice(0, upTo)), why: upTo === undefined ? 'all managers of the requester' : `managers of the requester up to level ${upTo}` };
  const asked = fields[upToAmount.field] ?? '';
  const why = `managers of the requester up to who may approve ${asked || 'the amount'}`;
  if (!decimalText.test(asked)) return { ids: [], why };
  const may = (manager: PolicyPerson) => manager.roles.some((one) => upToAmount.limits[one] !== undefined && new Decimal(asked).lte(upToAmount.limits[one]));
  const last = line.findIndex(may);
  if (last < 0 || (upTo !== undefined && last >= upTo)) return { ids: [], why };
  return { ids: ids(upToAmount.ask === 'last' ? [line[last]!] : line.slice(0, last + 1)), why };
}

function chosen(approver: Extract<Approver, { by: 'chosen' }>, request: Requesting, people: People, leg: string): Found {
  const inGroups = approver.group === undefined ? people : inGroup(people, approver.group);
  const among = (approver.role === undefined ? inGroups : inRole(inGroups, approver.role)).filter(({ id }) => id !== request.requesterId);
  const named = [...new Set(request.chosen?.[leg] ?? [])];
  const data = { leg, atLeast: approver.atLeast, atMost: approver.atMost, people: among.map(({ id, name }) => ({ id, name })) };
  if (named.some((id) => !among.some((one) => one.id === id)) || named.length > approver.atMost) throw choiceErrors.choice_not_allowed({ field: `chosen.${leg}`, data });
  if (named.length < approver.atLeast && among.length >= approver.atLeast) throw choiceErrors.choice_missing({ field: `chosen.${leg}`, data });
  return { ids: named, why: 'chosen by the requester' };
}
