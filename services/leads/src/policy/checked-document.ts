import type { PolicyDocument, PolicyKind } from '@throughline/policy/policy-kinds';
import { checkPolicy, pathText } from '@throughline/policy/policy-kinds';
import { policyErrors } from './policy.errors';

/** A written document with its defaults filled in. @throws policy.invalid naming every fault */
export function checkedDocument(written: unknown): PolicyDocument & { kind: PolicyKind } {
  const checked = checkPolicy(written);
  if (checked.ok) return checked.document;
  const errors = checked.faults.map(({ path, message, action }) => ({ field: pathText(path), code: 'invalid', message: `${message}: ${action}` }));
  throw policyErrors.invalid({ detail: `${errors[0]!.field}: ${errors[0]!.message}${errors.length > 1 ? `, and ${errors.length - 1} more` : ''}`, errors });
}
