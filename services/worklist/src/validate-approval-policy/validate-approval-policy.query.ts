import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Approver } from '@throughline/policy/approval-approver';
import { checkApproval, type ApprovalPolicy } from '@throughline/policy/approval-policy';
import type { People } from '@throughline/policy/people';
import { pathText } from '@throughline/policy/policy-kinds';
import { Colleagues } from '../task/colleagues';
import type { ApprovalFindings } from './validate-approval-policy.dto';

type Path = (string | number)[];

@Injectable()
export class ValidateApprovalPolicyQuery {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly colleagues: Colleagues,
  ) {}

  async execute(document: unknown): Promise<ApprovalFindings> {
    const checked = checkApproval(document);
    if (!checked.ok) return { ok: false, faults: checked.faults.map(({ path, ...fault }) => ({ path: pathText(path), ...fault })), warnings: [] };
    const people = await this.transaction.read((tx) => this.colleagues.all(tx));
    return { ok: true, faults: [], warnings: nobodyFor(checked.approval, people) };
  }
}

function nobodyFor(policy: ApprovalPolicy, people: People): ApprovalFindings['warnings'] {
  const roles = new Set(people.flatMap((person) => person.roles));
  const groups = new Set(people.flatMap((person) => person.groups ?? []));
  const ids = new Set(people.map(({ id }) => id));
  const missing = (path: Path, ok: boolean, what: string) => (ok ? [] : [{ path: pathText(path), message: `nobody ${what}`, action: 'see that somebody does before the first request, or name another' }]);
  const ofApprover = (approver: Approver, path: Path) => [
    ...('role' in approver && approver.role !== undefined ? missing([...path, 'role'], roles.has(approver.role), `has the role ${approver.role}`) : []),
    ...('group' in approver && approver.group !== undefined ? missing([...path, 'group'], groups.has(approver.group), `is in the group ${approver.group}`) : []),
    ...('personId' in approver ? missing([...path, 'personId'], ids.has(approver.personId), 'with us has this id') : []),
    ...('upToAmount' in approver ? Object.keys(approver.upToAmount?.limits ?? {}).flatMap((role) => missing([...path, 'upToAmount', 'limits', role], roles.has(role), `has the role ${role}`)) : []),
  ];
  return [
    ...policy.legs.flatMap(({ approver, alternate, copies }, at) => [
      ...ofApprover(approver, ['legs', at, 'approver']),
      ...(alternate ? ofApprover(alternate, ['legs', at, 'alternate']) : []),
      ...copies.flatMap((copy, n) => ofApprover(copy, ['legs', at, 'copies', n])),
    ]),
    ...missing(['fallbackRole'], roles.has(policy.fallbackRole), `has the role ${policy.fallbackRole}`),
    ...policy.copies.flatMap(({ to }, at) => ofApprover(to, ['copies', at, 'to'])),
  ];
}
