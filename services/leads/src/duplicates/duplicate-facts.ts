import { duplicateDismissed, duplicateFlagged, duplicateMerged } from '@throughline/events/duplicate-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { PossibleDuplicate, RecordKind } from './duplicate.repository';

export function flaggedFact({ id, orgPath, score, because, importId, ...pair }: PossibleDuplicate): DomainEvent {
  const data = { ...pairOf({ id, ...pair }), score, because: because.filter(({ points }) => points > 0).map(({ fact }) => fact), importId };
  return duplicateFlagged.of({ id, version: 1, correlationId: pair.recordId, orgPath, data });
}

export interface DecidedPair {
  id: string;
  recordKind: RecordKind;
  recordId: string;
  otherKind: RecordKind;
  otherId: string;
  orgPath: string;
  version: number;
}

export function dismissedFact(pair: DecidedPair, by: string, reason: string | null): DomainEvent {
  return duplicateDismissed.of({ ...headOf(pair), data: { ...pairOf(pair), by, reason } });
}

export function mergedPairFact(pair: DecidedPair, by: string): DomainEvent {
  return duplicateMerged.of({ ...headOf(pair), data: { ...pairOf(pair), by } });
}

const headOf = ({ id, version, recordId, orgPath }: DecidedPair) => ({ id, version, correlationId: recordId, orgPath });

function pairOf({ id, recordKind, recordId, otherKind, otherId }: Pick<DecidedPair, 'id' | 'recordKind' | 'recordId' | 'otherKind' | 'otherId'>) {
  return { duplicateId: id, recordKind, recordId, leadId: recordKind === 'lead' ? recordId : null, otherKind, otherId };
}
