import type { z } from 'zod';
import { conditionFaults, declaredFaults, type Fault } from './approval-field-checks';
import type { ApprovalDocument, ApprovalLeg } from './approval-document';
import { brokenRule } from './policy-faults';

const isEnd = (verb: string | undefined): boolean => verb === 'approve' || verb === 'reject' || verb === 'lapse';

/** Faults that only the parts of an approval policy together show: rules that could not be kept, or would never do what they say. */
export function checkApprovalPolicy(policy: ApprovalDocument, context: z.RefinementCtx): void {
  const fault: Fault = (path, message, action) => brokenRule(context, path, message, action);
  declaredFaults(policy, fault);
  conditionFaults(policy.when, ['when'], policy.request, fault);
  if (policy.legs.some(({ step }) => step !== undefined)) {
    policy.legs.forEach(({ step }, at) => step === undefined && fault(['legs', at, 'step'], 'is missing where other legs have one', 'give every leg a step, or none'));
  }
  policy.legs.forEach((leg, at) => {
    if (policy.legs.findIndex(({ key }) => key === leg.key) < at) fault(['legs', at, 'key'], 'another leg has this key', 'give it one of its own');
    conditionFaults(leg.when, ['legs', at, 'when'], policy.request, fault);
    checkApprovers(leg, ['legs', at], policy.request, fault);
    checkSilence(leg, ['legs', at], policy.lapseAfterWorkingDays !== undefined, fault);
  });
  policy.copies.forEach(({ to }, at) => checkApprover(to, ['copies', at, 'to'], policy.request, fault, false));
}

type Path = (string | number)[];

function checkApprovers(leg: ApprovalLeg, path: Path, request: ApprovalDocument['request'], fault: Fault): void {
  checkApprover(leg.approver, [...path, 'approver'], request, fault, true);
  leg.copies.forEach((copy, n) => checkApprover(copy, [...path, 'copies', n], request, fault, false));
  if (leg.alternate) {
    checkApprover(leg.alternate, [...path, 'alternate'], request, fault, false);
    if (!leg.ladder?.some((step) => step.do === 'alternate')) fault([...path, 'alternate'], 'is never asked', 'add a step with do: alternate to the ladder, or take it out');
  }
  const alone = leg.approver.by === 'person' || leg.approver.by === 'manager-of-requester' || (leg.approver.by === 'managers' && leg.approver.upToAmount?.ask === 'last');
  const quorum = typeof leg.mode === 'object' && 'quorum' in leg.mode ? leg.mode.quorum : 1;
  const most = leg.approver.by === 'chosen' ? leg.approver.atMost : alone ? 1 : leg.approver.by === 'managers' ? (leg.approver.upTo ?? Infinity) : Infinity;
  if (quorum > most) fault([...path, 'mode', 'quorum'], `is ${quorum}, and at most ${most} can be found`, `write ${most} or less, or ask more people`);
}

function checkApprover(approver: ApprovalLeg['approver'], path: Path, request: ApprovalDocument['request'], fault: Fault, mayChoose: boolean): void {
  if (approver.by === 'managers') {
    if (approver.upTo === undefined && !approver.upToAmount) fault(path, 'does not say how far up', 'add upTo (levels) or upToAmount');
    const field = approver.upToAmount?.field;
    const declared = request?.fields.find(({ name }) => name === field);
    if (field !== undefined && request && declared?.type !== 'decimal') fault([...path, 'upToAmount', 'field'], declared ? `is ${declared.type}, not decimal` : 'is no field of the request', `write one of ${decimals(request) || 'the fields, after you declare a decimal one'}`);
  }
  if (approver.by === 'chosen') {
    if (!mayChoose) fault(path, 'nobody chooses here', 'name a role, a group, a person, or managers');
    if (approver.role === undefined && approver.group === undefined) fault(path, 'does not say among whom', 'add a role or a group');
    if (approver.atLeast > approver.atMost) fault([...path, 'atLeast'], `is more than atMost, ${approver.atMost}`, `write ${approver.atMost} or less`);
  }
}

const decimals = (request: NonNullable<ApprovalDocument['request']>): string => request.fields.flatMap(({ name, type }) => (type === 'decimal' ? [name] : [])).join(', ');

function checkSilence(leg: ApprovalLeg, path: Path, lapses: boolean, fault: Fault): void {
  const { ladder, remindAfterWorkingHours: remind, escalateAfterWorkingHours: escalate, escalateTo } = leg;
  const three = [remind, escalate, escalateTo];
  if (ladder === undefined) {
    if (three.some((one) => one === undefined)) return fault([...path, 'ladder'], 'does not say what happens on silence', 'add a ladder: steps with afterWorkingHours and do');
    if (remind! >= escalate!) fault([...path, 'remindAfterWorkingHours'], 'the reminder must come before the escalation', `write less than ${escalate}`);
  } else {
    if (three.some((one) => one !== undefined)) fault([...path, 'ladder'], 'takes the place of remindAfterWorkingHours, escalateAfterWorkingHours and escalateTo', 'take these out');
    ladder.forEach((step, n) => {
      const before = ladder[n - 1];
      if (before && before.afterWorkingHours >= step.afterWorkingHours) fault([...path, 'ladder', n, 'afterWorkingHours'], 'must be later than the step before', `write more than ${before.afterWorkingHours}`);
      if (isEnd(step.do) && n < ladder.length - 1) fault([...path, 'ladder', n, 'do'], 'ends the leg: nothing can follow', 'put it last');
      if (step.do === 'approve' && (leg.requires.signature || leg.requires.comment === 'always')) fault([...path, 'ladder', n, 'do'], 'silence cannot sign or comment', 'write lapse or reject, or require neither');
    });
  }
  if (!lapses && !isEnd(ladder?.at(-1)?.do)) fault([...path, 'ladder'], 'would wait for ever', 'end it with approve, reject or lapse, or write lapseAfterWorkingDays for the policy');
}
