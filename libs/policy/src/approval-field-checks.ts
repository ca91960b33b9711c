import type { ApprovalTest, Condition } from './approval-condition';
import type { ApprovalDocument, DeclaredField } from './approval-document';
import { settableFields } from './approval-kinds';
import { nearest } from './nearest-name';

export type Fault = (path: (string | number)[], message: string, action: string) => void;
type Path = (string | number)[];
type Declared = ApprovalDocument['request'];

/** Faults of the fields that a kind declares, and of what names them outside conditions. */
export function declaredFaults({ subject, request, legs }: ApprovalDocument, fault: Fault): void {
  for (const part of ['fields', 'lines'] as const) {
    const fields = request?.[part] ?? [];
    fields.forEach(({ name, type, oneOf }, at) => {
      if (fields.findIndex((other) => other.name === name) < at) fault(['request', part, at, 'name'], `is ${name}, which is declared before`, 'give it another name, or take one out');
      if (oneOf && type !== 'text') fault(['request', part, at, 'oneOf'], 'goes with text only', 'write type: text, or take it out');
    });
  }
  legs.forEach(({ watches, mayEdit }, at) => {
    watches.forEach(({ field, worse }, n) => {
      const declared = known(request?.fields, field, ['legs', at, 'watches', n, 'field'], fault);
      if (declared?.type === 'text' && worse !== 'change') fault(['legs', at, 'watches', n, 'worse'], `is ${worse}, of a text`, 'write change');
    });
    mayEdit.forEach((field, n) => {
      const path = ['legs', at, 'mayEdit', n];
      if (!request || known(request.fields, field, path, fault)) editable(subject, field, path, fault);
    });
  });
}

/** Whoever waits for the answer has to take what was changed. */
function editable(subject: string, field: string, path: Path, fault: Fault): void {
  const settable = settableFields(subject);
  if (!settable || settable.includes(field)) return;
  fault(path, `is ${field}, which a request of the kind ${subject} keeps as it was made`, settable.length > 0 ? `write ${settable.join(' or ')}` : 'take it out');
}

/** Faults of a condition against the fields that the kind declares; of a kind that declares none, only what no field could mend. */
export function conditionFaults(condition: Condition, path: Path, request: Declared, fault: Fault, inLines = false): void {
  if ('always' in condition) return;
  if ('all' in condition) return condition.all.forEach((one, n) => conditionFaults(one, [...path, 'all', n], request, fault, inLines));
  if ('any' in condition) return condition.any.forEach((one, n) => conditionFaults(one, [...path, 'any', n], request, fault, inLines));
  if ('not' in condition) return conditionFaults(condition.not, [...path, 'not'], request, fault, inLines);
  testFaults(condition, path, request, fault, inLines);
}

function testFaults(test: ApprovalTest, path: Path, request: Declared, fault: Fault, inLines: boolean): void {
  if ('aggregate' in test) {
    if (inLines) return fault([...path, 'aggregate'], 'a line has no lines', 'test a field of the line');
    if (request && !request.lines) return fault([...path, 'aggregate'], 'the request declares no lines', 'declare them: request: lines: …');
    if (test.aggregate !== 'count' && test.of === undefined) fault([...path, 'of'], 'is missing', 'add of: the field of a line');
    if (test.of !== undefined) typed(known(request?.lines, test.of, [...path, 'of'], fault), ['decimal'], [...path, 'of'], fault, test.aggregate === 'count');
    if (test.where) conditionFaults(test.where, [...path, 'where'], request, fault, true);
    return;
  }
  const declared = known(inLines ? request?.lines : request?.fields, test.field, [...path, 'field'], fault);
  if ('op' in test) return typed(declared, ['decimal'], [...path, 'field'], fault);
  typed(declared, ['text', 'date'], [...path, 'field'], fault);
  const named = 'equals' in test ? [test.equals] : test.in;
  const other = named.find((value) => declared?.oneOf && !declared.oneOf.some((one) => one.toLowerCase() === value.toLowerCase()));
  if (other !== undefined) fault([...path, 'equals' in test ? 'equals' : 'in'], `names ${other}, which ${test.field} never is`, `write ${nearest(other, declared!.oneOf!) ?? `one of ${declared!.oneOf!.join(', ')}`}`);
}

function typed(declared: DeclaredField | undefined, types: DeclaredField['type'][], path: Path, fault: Fault, whatever = false): void {
  if (!declared || whatever || types.includes(declared.type)) return;
  fault(path, `is a field of the type ${declared.type}`, types.includes('decimal') ? 'test it with equals or in' : 'test it with op and value');
}

/** Undefined where nothing is declared at all. */
function known(fields: readonly DeclaredField[] | undefined, name: string, path: Path, fault: Fault): DeclaredField | undefined {
  if (!fields) return undefined;
  const found = fields.find((one) => one.name === name);
  if (found) return found;
  const names = fields.map((one) => one.name);
  fault(path, `is ${name}, which is no field of the request`, `write ${nearest(name, names) ?? `one of ${names.join(', ')}`}`);
  return undefined;
}
