/** What is known about one subject's next moment. */
export interface NewDeadline {
  subjectId: string;
  /** `remind`, `recycle`, `soon`, `overdue` …; see `rankOf` for which are acted on first. */
  kind: string;
  dueAt: Date;
  /** Which rule asked for it, in the form that the answer to "due when, because of what" shows. */
  because: object;
  /** Version of the subject when this was computed; the act re-checks it. */
  version: number;
}

export interface DeadlineRow extends NewDeadline {
  book: string;
}

/** The workflow that watches a book. */
export interface ClockBook {
  book: string;
  workflowId: string;
  workflowType: 'leadRecycling' | 'leadAssignment' | 'policyClock' | 'stageClock' | 'visitCadence' | 'contractTerm' | 'presenceClock' | 'positionClock';
  queue: string;
}

const warnings = new Set(['remind', 'respond', 'warn', 'soon']);

/** Warnings (0) are acted on before endings (1): nothing is taken without its warning. */
export function rankOf(kind: string): 0 | 1 {
  return warnings.has(kind) ? 0 : 1;
}
