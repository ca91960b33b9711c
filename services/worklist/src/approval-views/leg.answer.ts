import { idsOf, type LegMode, type RoutedLeg } from '@throughline/policy/approval-leg';
import { legStates } from '@throughline/policy/approval-outcome';
import { logOf } from '../approval/approval-log';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import type { Question } from '../task/question.repository';
import type { Task } from '../task/task.entity';
import type { TaskDecision } from '../task/task.repository';
import type { LegAnswer } from './approval.dto';

export type Named = (id: string) => { id: string; name: string };

/** What there is to tell of a request. */
export interface Told {
  request: ApprovalRequest;
  tasks: Task[];
  decisions: TaskDecision[];
  questions: Question[];
}

/** Each leg of the route: who is asked, in whose place, and what was answered. */
export function legAnswers({ request, tasks, decisions }: Omit<Told, 'questions'>, named: Named): LegAnswer[] {
  const states = legStates(request.route, logOf(decisions));
  return request.route.map((leg) => {
    const own = tasks.filter((task) => task.leg === leg.key);
    const open = own.filter((task) => task.isOpen);
    const shown = open[0] ?? own.at(-1);
    const answers = decisions.filter((decision) => decision.leg === leg.key);
    const last = answers.at(-1);
    return {
      key: leg.key,
      label: leg.label,
      step: leg.step,
      mode: modeText(leg.mode),
      status: statusOf(request, leg, open.length > 0, states.get(leg.key)?.outcome),
      people: open.length > 0 || shown ? peopleOf(open.length > 0 ? open : [shown!], named) : idsOf(leg).map(named),
      why: leg.skipped?.why ?? shown?.why ?? leg.why,
      taskId: shown?.id ?? null,
      dueAt: shown?.dueAt.toISOString() ?? null,
      decidedBy: last?.decidedBy ? standing(named, last.decidedBy, last.standsInFor) : null,
      decidedAt: last?.decidedAt.toISOString() ?? null,
      comment: last?.comment ?? null,
      answers: answers.map(({ taskId, outcome, decidedBy, standsInFor, decidedAt, comment }) => ({
        taskId,
        outcome,
        by: decidedBy ? standing(named, decidedBy, standsInFor) : null,
        at: decidedAt.toISOString(),
        comment,
      })),
    };
  });
}

const standing = (named: Named, id: string, of: string | null | undefined) => ({ ...named(id), ...(of && { standsInFor: named(of) }) });

/** Somebody who is asked twice is named once. */
function peopleOf(tasks: Task[], named: Named): LegAnswer['people'] {
  const all = tasks.flatMap(({ potentialOwners, standingIn }) => potentialOwners.map((id) => standing(named, id, standingIn[id])));
  return all.filter((one, at) => all.findIndex(({ id }) => id === one.id) === at);
}

function statusOf({ status }: ApprovalRequest, leg: RoutedLeg, asked: boolean, outcome: LegAnswer['status'] | undefined): LegAnswer['status'] {
  if (leg.skipped) return 'skipped';
  if (outcome) return outcome;
  if (asked) return 'asked';
  return status === 'open' ? 'waiting' : 'not-needed';
}

/** `any`, `all`, `in-turn`, `quorum 2`, `ratio 50 %` */
function modeText(mode: LegMode): string {
  if (mode.kind === 'quorum') return `quorum ${mode.of}`;
  return mode.kind === 'ratio' ? `ratio ${mode.percent} %` : mode.kind;
}
