import type { DomainEvent, EventDefinition } from '@throughline/events/event-definition';
import type { PolicyLine } from './policy.repository';

/** A fact about a policy; `sequence` comes from `PolicyRepository.nextSequence` of the locked policy. */
export function policyFact<D>(definition: EventDefinition<D>, { kind, id }: Pick<PolicyLine, 'kind' | 'id'>, sequence: number, data: D): DomainEvent {
  return definition.of({ id: `${kind}:${id}`, version: sequence, data });
}
