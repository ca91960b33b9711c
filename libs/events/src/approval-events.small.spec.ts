import { approvalConcluded, approvalGranted, approvalLapsed, approvalOutcome, approvalRefused, approvalRequested, approvalWithdrawn, outcomeOf } from './approval-events';
import type { ApprovalConcluded } from './approval-events';
import type { ReceivedEvent } from './event-definition';

const received = ({ type }: { type: string }) => ({ type }) as ReceivedEvent<ApprovalConcluded>;

describe('the end of an approval', () => {
  it('is known by its fact', () => {
    const ends = [approvalGranted, approvalRefused, approvalWithdrawn, approvalLapsed].map((fact) => outcomeOf(received(fact)));
    expect(ends).toEqual(['granted', 'refused', 'withdrawn', 'lapsed']);
  });

  it('has a fact for each outcome', () => {
    expect(approvalConcluded.map(received).map(outcomeOf).sort()).toEqual([...approvalOutcome.options].sort());
  });

  it('is nothing else', () => {
    expect(() => outcomeOf(received(approvalRequested))).toThrow();
  });
});
