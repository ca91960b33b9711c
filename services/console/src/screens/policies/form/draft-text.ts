import { isMap, isScalar, isSeq, parse, parseDocument, type Document } from 'yaml';

type Rules = Record<string, unknown>;

/** YAML, which JSON is, too. */
export function readText(text: string): { ok: true; value: Rules } | { ok: false; fault: string } {
  try {
    const value: unknown = parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, fault: '{ … }' };
    return { ok: true, value: value as Rules };
  } catch (error) {
    return { ok: false, fault: (error as Error).message };
  }
}

/** The text with what a form has changed: what it left alone stays as somebody wrote it, with his comments. */
export function withChanges(text: string, after: Rules): string {
  const document = parseDocument(text);
  change(document, [], document.toJS() as unknown, after);
  return document.toString();
}

function change(document: Document, path: (string | number)[], before: unknown, after: unknown): void {
  if (isGroup(before) && isGroup(after) && isMap(document.getIn(path, true))) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (after[key] === undefined) document.deleteIn([...path, key]);
      else change(document, [...path, key], before[key], after[key]);
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && isSeq(document.getIn(path, true))) {
    after.forEach((one, at) => change(document, [...path, at], before[at], one));
    return;
  }
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return;
  const there = document.getIn(path, true);
  if (isScalar(there) && (after === null || typeof after !== 'object')) there.value = after;
  else document.setIn(path, document.createNode(after));
}

const isGroup = (value: unknown): value is Rules => typeof value === 'object' && value !== null && !Array.isArray(value);
