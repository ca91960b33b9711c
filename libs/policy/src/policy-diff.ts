import type { PolicyDocument } from './policy-kinds';

/** One rule that two versions of a policy do not share; a side that lacks it is absent. */
export interface PolicyChange {
  /** `clock.quietDays`, `resets[call].minMinutes` */
  path: string;
  before?: unknown;
  after?: unknown;
}

/** Who wrote it, when and why says nothing about the rules. */
const header: readonly string[] = ['version', 'author', 'reason', 'effectiveFrom'] satisfies (keyof PolicyDocument)[];
/** What names an entry of a list, so that a new reminder is one change and not a shift of all that follow. */
const names = ['key', 'kind', 'what', 'while', 'daysBefore', 'name', 'id'] as const;

/** What changes from one version of a policy to another, in the order of the paths. Empty: the same rules. */
export function policyDiff(before: object, after: object): PolicyChange[] {
  const changes: PolicyChange[] = [];
  compare(rulesOf(before), rulesOf(after), '', changes);
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function rulesOf(document: object): object {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !header.includes(key)));
}

function compare(before: unknown, after: unknown, path: string, changes: PolicyChange[]): void {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path, changes);
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) compare(before[key], after[key], path ? `${path}.${key}` : key, changes);
    return;
  }
  if (before === after) return;
  changes.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
}

function compareLists(before: unknown[], after: unknown[], path: string, changes: PolicyChange[]): void {
  const [left = new Map(), right = new Map()] = named(before, after);
  for (const name of new Set([...left.keys(), ...right.keys()])) compare(left.get(name), right.get(name), `${path}[${name}]`, changes);
}

/** Entries by their name where all of both lists have one that is theirs alone, by the value itself for plain lists, else by position. */
function named(...lists: unknown[][]): Map<string, unknown>[] {
  const all = lists.flat();
  const fitting = names.find((name) => all.every((entry) => isObject(entry) && ['string', 'number'].includes(typeof entry[name])));
  const nameOf = (entry: unknown) => (fitting ? String((entry as Record<string, unknown>)[fitting]) : String(entry));
  const byName = lists.map((list) => new Map(list.map((entry) => [nameOf(entry), entry])));
  const usable = (fitting !== undefined || all.every((entry) => !isObject(entry) && !Array.isArray(entry))) && byName.every((map, at) => map.size === lists[at]!.length);
  return usable ? byName : lists.map((list) => new Map(list.map((entry, at) => [String(at), entry])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
