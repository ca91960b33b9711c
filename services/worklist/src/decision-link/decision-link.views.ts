import { Inject, Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook, type KnownPerson } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { MESSAGING_SETTINGS, type MessagingSettings } from '@throughline/messaging/messaging-settings';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import { ApprovalRepository } from '../approval/approval.repository';
import type { Task } from '../task/task.entity';
import { TaskRepository, type TaskDecision } from '../task/task.repository';
import { answersByLink, wantsSignIn } from './by-link';
import { DecisionLinks, type DecisionLink } from './decision-links';

/** What a page tells of the task. */
export interface AskedByLink {
  ask: string;
  amount: { amount: string; currency: string } | null;
  /** Who asks; null where a process does. */
  requester: string | null;
  why: string;
  dueAt: Date;
  /** As the rules name them, else as they were sent. */
  figures: [label: string, value: unknown][];
  answers: readonly DecisionOutcome[];
  comment: 'never' | 'rejecting' | 'always';
}
/** Whose link it is. */
export interface Holder {
  link: DecisionLink;
  by: Principal;
  zone: string;
}
export type OpenedLink =
  /** Not of ours, or of somebody who is not here any more: it tells nothing. */
  | { state: 'unknown' }
  | (Holder & { state: 'expired' | 'not_yours' | 'closed' | 'changed' | 'sign_in' })
  | (Holder & { state: 'decided'; outcome: string; at: Date; who: string | null; his: boolean })
  | (Holder & { state: 'asks'; asked: AskedByLink });

/** What a decision link shows at this moment. Looking changes nothing: mail scanners follow links. */
@Injectable()
export class DecisionLinkViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly approvals: ApprovalRepository,
    private readonly people: PeopleBook,
    private readonly links: DecisionLinks,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  async open(token: string): Promise<OpenedLink> {
    const link = this.links.read(token);
    if (!link) return { state: 'unknown' };
    return this.transaction.read(async (tx) => {
      // Before the task, and the decision after it: one that is made meanwhile is seen as what it is.
      const changed = await this.tasks.changedSince(tx, link.taskId, link.version);
      const person = await this.people.person(tx, link.personId);
      const task = await this.tasks.find(tx, link.taskId);
      if (!person?.active || !task) return { state: 'unknown' };
      const by = { ...person, tenant: this.settings.tenant };
      const holder = { link, by, zone: await zoneOf(tx, link.personId) };
      if (link.expiresAt <= tx.now) return { ...holder, state: 'expired' };
      const was = task.potentialOwners.includes(link.personId);
      const stands = was && mayDecide(by) ? await this.tasks.decision(tx, task.id) : undefined;
      if (stands) return { ...holder, state: 'decided', ...(await this.told(tx, stands, link.personId)) };
      if (!was || !mayDecide(by) || (task.isOpen && !task.isFor(link.personId))) return { ...holder, state: 'not_yours' };
      if (!task.isOpen) return { ...holder, state: 'closed' };
      if (changed) return { ...holder, state: 'changed' };
      return { ...holder, ...(await this.asked(tx, task)) };
    });
  }

  private async asked(tx: Tx, task: Task): Promise<{ state: 'sign_in' } | { state: 'asks'; asked: AskedByLink }> {
    const request = task.approvalId === null ? undefined : await this.approvals.find(tx, task.approvalId);
    const leg = request?.route.find(({ key }) => key === task.leg);
    const answers = answersByLink[task.kind];
    if ((leg && wantsSignIn(leg)) || answers.length === 0) return { state: 'sign_in' };
    const labels = new Map((request && (await this.approvals.pinnedPolicy(tx, request)).request?.fields.map(({ name, label }) => [name, label])) ?? []);
    const asked = {
      ask: task.ask,
      amount: task.amount?.toJSON() ?? null,
      requester: request ? ((await this.people.person(tx, request.requesterId))?.name ?? null) : null,
      why: task.why,
      dueAt: task.dueAt,
      figures: Object.entries(task.figures).map(([name, value]): [string, unknown] => [labels.get(name) ?? name, value]),
      answers,
      comment: leg?.requires.comment ?? 'never',
    };
    return { state: 'asks', asked };
  }

  private async told(tx: Tx, { outcome, decidedAt, decidedBy }: TaskDecision, personId: string) {
    const who = decidedBy === null ? null : ((await this.people.person(tx, decidedBy))?.name ?? null);
    return { outcome, at: decidedAt, who, his: decidedBy === personId };
  }
}

/** The same right as behind a sign-in. */
function mayDecide(by: KnownPerson & Principal): boolean {
  try {
    access.require(by, 'decide', 'task');
    return true;
  } catch {
    return false;
  }
}

async function zoneOf(tx: Tx, personId: string): Promise<string> {
  const [row] = await tx.query<{ zone: string }>(`SELECT coalesce(document ->> 'zone', 'UTC') AS zone FROM known_person WHERE id = $1`, [personId]);
  return row!.zone;
}
