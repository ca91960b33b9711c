import type { Approver } from './approval-approver';
import type { ApprovalDocument, ApprovalLeg } from './approval-document';
import type { LadderVerb } from './approval-ladder';

export { ladderVerbs, type LadderVerb } from './approval-ladder';

export type LegMode = { kind: 'any' | 'all' | 'in-turn' } | { kind: 'quorum'; of: number } | { kind: 'ratio'; percent: number };

/** From when the leg is asked; one of the two times is given. */
export interface LadderStep {
  afterWorkingHours?: number;
  afterWorkingDays?: number;
  do: LadderVerb;
}

export interface RoutedApprover {
  id: string;
  /** Absent: he answers for himself. */
  standsInFor?: string;
  why: string;
}

/** One leg of a request's route. Plain JSON: it is stored with the request and is not computed again. */
export interface RoutedLeg {
  key: string;
  label: string;
  /** Equal steps are asked side by side, lower ones first. */
  step: number;
  /** any: one task that all of them see. Else one task for each; in turn, one after another. */
  mode: LegMode;
  /** Never the requester. Empty only where the leg is skipped. */
  approvers: RoutedApprover[];
  why: string;
  fallback: boolean;
  ifRepeated: ApprovalLeg['ifRepeated'];
  /** `signIn`: not by a link in a mail. Absent in routes that were stored before there were links. */
  requires: { comment: 'never' | 'rejecting' | 'always'; signature: boolean; signIn?: boolean };
  /** Fields of the request that who is asked may change. */
  mayEdit: string[];
  dueWorkingHours: number;
  /** In order of time; the last one ends the leg. */
  ladder: LadderStep[];
  /** Who is told when it is decided. */
  copies: string[];
  /** The values that brought the leg in, and what makes each of them worse. Of a leg that tests nothing: all of the request. */
  tested: Record<string, string>;
  worse: Record<string, 'higher' | 'lower' | 'change'>;
  /** Nobody is asked, and it stands for a yes. agreedBefore: to an earlier request, by whoever was asked then. */
  skipped?: { why: string; agreedBefore?: true };
}

export function modeOf({ mode, approver }: { mode?: ApprovalLeg['mode']; approver: Approver }): LegMode {
  if (mode === undefined) return { kind: approver.by === 'managers' ? 'in-turn' : 'any' };
  if (typeof mode === 'string') return { kind: mode };
  return 'quorum' in mode ? { kind: 'quorum', of: mode.quorum } : { kind: 'ratio', percent: mode.ratio };
}

export function ladderOf(leg: ApprovalLeg, { lapseAfterWorkingDays }: Pick<ApprovalDocument, 'lapseAfterWorkingDays'>): LadderStep[] {
  const steps: LadderStep[] = leg.ladder
    ? leg.ladder.map((step) => ({ ...step }))
    : oldLadder({ remindAfterWorkingHours: leg.remindAfterWorkingHours!, escalateAfterWorkingHours: leg.escalateAfterWorkingHours!, escalateTo: leg.escalateTo! });
  if (endsLeg(steps.at(-1)) || lapseAfterWorkingDays === undefined) return steps;
  return [...steps, { afterWorkingDays: lapseAfterWorkingDays, do: 'lapse' }];
}

export const endsLeg = (step: LadderStep | undefined): boolean => step !== undefined && ['approve', 'reject', 'lapse'].includes(step.do);

interface OldSilence {
  remindAfterWorkingHours: number;
  escalateAfterWorkingHours: number;
  escalateTo: 'line' | 'fallback-role';
}
const oldLadder = ({ remindAfterWorkingHours, escalateAfterWorkingHours, escalateTo }: OldSilence): LadderStep[] => [
  { afterWorkingHours: remindAfterWorkingHours, do: 'remind' },
  { afterWorkingHours: escalateAfterWorkingHours, do: escalateTo === 'line' ? 'manager' : 'alternate' },
];

interface OldLeg extends OldSilence {
  key: string;
  label: string;
  potentialOwners: string[];
  why: string;
  fallback: boolean;
  dueWorkingHours: number;
}

/** Routes that were stored before legs had steps and modes: in turn, anybody decides; the lapse is that of the request's policy. */
export function routedLegs(stored: readonly (RoutedLeg | OldLeg)[]): RoutedLeg[] {
  return stored.map((leg, at) => {
    if ('approvers' in leg) return leg;
    const { key, label, potentialOwners, why, fallback, dueWorkingHours } = leg;
    return {
      ...{ key, label, why, fallback, dueWorkingHours },
      step: at + 1,
      mode: { kind: 'any' },
      approvers: potentialOwners.map((id) => ({ id, why })),
      ifRepeated: 'others',
      requires: { comment: 'never', signature: false },
      mayEdit: [],
      ladder: oldLadder(leg),
      copies: [],
      tested: {},
      worse: {},
    };
  });
}

/** Who is asked, by id. */
export const idsOf = ({ approvers }: Pick<RoutedLeg, 'approvers'>): string[] => approvers.map(({ id }) => id);
