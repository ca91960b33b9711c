import { duplicateDismissed, duplicateFlagged, duplicateMerged } from '@throughline/events/duplicate-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { PossibleDuplicate } from './duplicate.repository';

export function flaggedFact({ id, orgPath, leadId, otherKind, otherId, score, because, importId }: PossibleDuplicate): DomainEvent {
  const data = { duplicateId: id, leadId, otherKind, otherId, score, because: because.filter(({ points }) => points > 0).map(({ fact }) => fact), importId };
  return duplicateFlagged.of({ id, version: 1, correlationId: leadId, orgPath, data });
}

export interface DecidedPair {
  id: string;
  leadId: string;
  otherKind: 'lead' | 'account';
  otherId: string;
  orgPath: string;
  version: number;
}

export function dismissedFact({ id, leadId, otherKind, otherId, orgPath, version }: DecidedPair, by: string, reason: string | null): DomainEvent {
  return duplicateDismissed.of({ id, version, correlationId: leadId, orgPath, data: { duplicateId: id, leadId, otherKind, otherId, by, reason } });
}

export function mergedPairFact({ id, leadId, otherKind, otherId, orgPath, version }: DecidedPair, by: string): DomainEvent {
  return duplicateMerged.of({ id, version, correlationId: leadId, orgPath, data: { duplicateId: id, leadId, otherKind, otherId, by } });
}
