import { dunningEscalated, planLineOverdue, reminderSent } from '@throughline/events/collection-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Money } from '@throughline/money/money';
import type { DunningMoment } from '@throughline/policy/dunning-clock';
import { v7 as uuidv7 } from 'uuid';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import type { Letter, OpenLine } from '../collection-case/letter.repository';
import type { PaymentPlan } from '../payment-plan/payment-plan.entity';

/** One letter for all lines that the moment names, split only where their currencies differ. */
export function lettersOf(collectionCase: CollectionCase, moment: DunningMoment, lines: OpenLine[], askedVersion: number): Letter[] {
  const named = lines.filter(({ id }) => moment.lineIds.includes(id));
  const isNew = ({ sentSteps }: OpenLine) => !sentSteps.some(({ step }) => step === moment.step);
  const currencies = [...new Set(named.filter(isNew).map(({ open }) => open.currency))];
  return currencies.map((currency) => {
    const part = named.filter(({ open }) => open.currency === currency);
    return {
      id: uuidv7(),
      caseId: collectionCase.id,
      accountId: collectionCase.accountId,
      askedVersion,
      step: moment.step,
      level: moment.level?.level ?? 0,
      opensTask: moment.level?.opensTask ?? false,
      outstanding: Money.sum(part.map(({ open }) => open), currency),
      because: moment.because,
      lineIds: part.map(({ id }) => id),
    };
  });
}

export function letterFacts(collectionCase: CollectionCase, letter: Letter): DomainEvent[] {
  const subject = { caseId: collectionCase.id, cycle: collectionCase.cycle, accountId: letter.accountId };
  const outstanding = letter.outstanding.toJSON();
  const sent = reminderSent.of({
    id: collectionCase.id,
    version: collectionCase.nextFact(),
    data: { ...subject, letterId: letter.id, step: letter.step, level: letter.level, lineIds: letter.lineIds, outstanding, because: letter.because },
  });
  if (!letter.opensTask) return [sent];
  const escalated = dunningEscalated.of({
    id: collectionCase.id,
    version: collectionCase.nextFact(),
    data: { ...subject, level: letter.level, outstanding },
  });
  return [sent, escalated];
}

/** Lines that a dunning level names for the first time: their being overdue is told with it, once. */
export function overdueFacts(letter: Letter, lines: OpenLine[], plans: PaymentPlan[]): DomainEvent[] {
  if (letter.level === 0) return [];
  return lines
    .filter(({ id, sentSteps }) => letter.lineIds.includes(id) && !sentSteps.some(({ step }) => step.startsWith('level')))
    .map((line) => {
      const plan = plans.find(({ id }) => id === line.planId)!;
      const { id: planId, dealId, contractId, accountId, orgPath } = plan;
      return planLineOverdue.of({
        id: planId,
        version: plan.nextFact(),
        correlationId: dealId,
        orgPath,
        data: { planId, dealId, contractId, accountId, lineId: line.id, dueOn: line.due, outstanding: line.outstanding },
      });
    });
}
