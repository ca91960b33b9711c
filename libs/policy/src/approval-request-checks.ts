import type { FieldFault } from '@throughline/errors/throughline-error';
import type { Fields } from './approval-condition';
import { decimalText } from './approval-condition';
import { misfit } from './approval-kinds';
import type { ApprovalPolicy, DeclaredField } from './approval-policy';
import type { ApprovalRequest } from './approval-route';

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What a request says otherwise than its kind declares it. Of a kind that declares nothing, nothing is wrong. */
export function requestFaults({ fields, lines = [] }: Pick<ApprovalRequest, 'fields' | 'lines'>, { request }: Pick<ApprovalPolicy, 'request'>): FieldFault[] {
  if (!request) return [];
  const ofLines = request.lines
    ? lines.flatMap((line, n) => against(line, request.lines!, `lines[${n}]`))
    : lines.length > 0
      ? [{ field: 'lines', code: 'unknown', message: 'are not declared for this kind: take them out' }]
      : [];
  return [...against(fields, request.fields, 'fields'), ...ofLines];
}

/** What is wrong with values that somebody who agrees sets instead of those that were asked for. */
export function changeFaults(changes: Fields, { subject, request }: Pick<ApprovalPolicy, 'request' | 'subject'>): FieldFault[] {
  const declared = request?.fields.filter(({ name }) => changes[name] !== undefined) ?? [];
  const misfits = Object.entries(changes).flatMap(([name, value]) => {
    const is = misfit(subject, name, value);
    return is === undefined ? [] : [{ field: `changes.${name}`, code: 'invalid', message: `is not ${is}` }];
  });
  return [...declared.flatMap((field) => faultOf(field, changes[field.name], `changes.${field.name}`)), ...misfits];
}

function against(given: Fields, declared: readonly DeclaredField[], path: string): FieldFault[] {
  const names = declared.map(({ name }) => name);
  const strange = Object.keys(given).filter((name) => !names.includes(name));
  return [
    ...declared.flatMap((field) => faultOf(field, given[field.name], `${path}.${field.name}`)),
    ...strange.map((name) => ({ field: `${path}.${name}`, code: 'unknown', message: `is no field of this kind: there are ${names.join(', ')}` })),
  ];
}

function faultOf({ type, required, label, oneOf }: DeclaredField, value: string | undefined, field: string): FieldFault[] {
  if (value === undefined || value === '') return required ? [{ field, code: 'missing', message: `is missing: give ${label}` }] : [];
  if (type === 'decimal' && !decimalText.test(value)) return [{ field, code: 'not_a_decimal', message: 'is no decimal: write it as "184000.00"' }];
  if (type === 'date' && !day.test(value)) return [{ field, code: 'not_a_day', message: 'is no day: write it as 2026-01-31' }];
  if (oneOf && !oneOf.includes(value)) return [{ field, code: 'not_one_of', message: `is not one of ${oneOf.join(', ')}` }];
  return [];
}
