import type { z } from 'zod';
import { assignmentPolicySchema } from './assignment-policy';
import { accountPolicySchema } from './account-policy';
import { classificationPolicySchema } from './classification-policy';
import { leadPolicySchema } from './lead-policy';
import type { PolicyFault } from './policy-faults';
import { faultsOf } from './policy-faults';
import { scoringPolicySchema } from './scoring-policy';

/** What every policy document has in common, whatever its kind. */
export interface PolicyDocument {
  kind: string;
  id: string;
  version: number;
  /** Local day. */
  effectiveFrom: string;
  author: string;
  reason: string;
}

/** Kinds of policy that the store takes, each with the schema of its documents. A new kind is one line here. */
export const policyKinds = {
  account: accountPolicySchema,
  lead: leadPolicySchema,
  assignment: assignmentPolicySchema,
  scoring: scoringPolicySchema,
  classification: classificationPolicySchema,
} as const satisfies Record<string, z.ZodType<PolicyDocument>>;

export type PolicyKind = keyof typeof policyKinds;
export type PolicyOf<K extends PolicyKind> = z.infer<(typeof policyKinds)[K]>;

export const policyKindNames = Object.keys(policyKinds) as PolicyKind[];

export function isPolicyKind(kind: unknown): kind is PolicyKind {
  return typeof kind === 'string' && Object.hasOwn(policyKinds, kind);
}

export type CheckedPolicy = { ok: true; document: PolicyDocument & { kind: PolicyKind } } | { ok: false; faults: PolicyFault[] };

/** Checks a document against the schema of its kind; a good one comes back with its defaults filled in. */
export function checkPolicy(document: unknown): CheckedPolicy {
  const kind = (document as { kind?: unknown } | null | undefined)?.kind;
  if (!isPolicyKind(kind)) {
    const message = kind === undefined ? 'is missing' : `is ${JSON.stringify(kind)}: there is no such kind of policy`;
    return { ok: false, faults: [{ path: ['kind'], message, action: `write one of ${policyKindNames.join(', ')}` }] };
  }
  const result = policyKinds[kind].safeParse(document);
  if (result.success) return { ok: true, document: result.data as PolicyDocument & { kind: PolicyKind } };
  return { ok: false, faults: faultsOf(policyKinds[kind], document) };
}

/** `resets[0].minMinutes` */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('') || 'the document';
}
