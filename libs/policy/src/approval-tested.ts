import { Decimal } from 'decimal.js';
import type { Testable } from './approval-condition';
import { decimalText, testedValue, testName, testsOf } from './approval-condition';
import type { RoutedLeg } from './approval-leg';
import type { ApprovalLeg } from './approval-policy';

type Tested = Pick<RoutedLeg, 'tested' | 'worse'>;
type Worse = RoutedLeg['worse'][string];

/** The values that brought a leg in or that it watches, and what makes each worse. Of a leg that neither tests nor watches anything: all of the request. */
export function testedOf({ when, watches }: Pick<ApprovalLeg, 'when' | 'watches'>, request: Testable): Tested {
  const found: Tested = { tested: {}, worse: {} };
  const add = (name: string, value: string | undefined, worse: Worse): void => {
    if (value !== undefined) found.tested[name] = value;
    found.worse[name] = found.worse[name] !== undefined && found.worse[name] !== worse ? 'change' : worse;
  };
  for (const { test, negated } of testsOf(when)) add(testName(test), testedValue(test, request), directionOf('op' in test ? test.op : '=', negated));
  for (const { field, worse } of watches) add(field, request.fields[field], worse);
  if (Object.keys(found.worse).length > 0) return found;
  for (const [name, value] of Object.entries(request.fields)) add(name, value, 'change');
  if (request.lines) add('lines', JSON.stringify(request.lines), 'change');
  return found;
}

function directionOf(op: string, negated: boolean): Worse {
  if (op === '=' || op === '!=') return 'change';
  return op.startsWith('>') !== negated ? 'higher' : 'lower';
}

/** Names of the values that are worse than those which were agreed to. A value that is new, or is gone, is worse. */
export function worseThan(agreed: Tested, now: Tested): string[] {
  return [...new Set([...Object.keys(agreed.worse), ...Object.keys(now.worse)])].filter((name) => {
    const [before, after] = [agreed.tested[name], now.tested[name]];
    if (before === undefined || after === undefined) return before !== after;
    const order = decimalText.test(before) && decimalText.test(after) ? new Decimal(after).comparedTo(before) : undefined;
    if (order === undefined) return before !== after;
    const worse = now.worse[name] ?? agreed.worse[name];
    return worse === 'higher' ? order > 0 : worse === 'lower' ? order < 0 : order !== 0;
  });
}
