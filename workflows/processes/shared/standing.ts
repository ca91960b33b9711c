import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { searchAttributes } from '@throughline/process-contracts/search-attributes';
import { standingQuery } from '@throughline/process-contracts/standing';
import type { Standing } from '@throughline/process-contracts/standing';
import { lastOf } from './state';

/** How many lines of what was done are kept for the query. */
const remembered = 20;

export interface Board {
  /** What it waits for, until when, why, what comes next; `stage` is an enum for the search attribute. */
  show(standing: Omit<Standing, 'done'> & { stage: string }): void;
  /** One line of what was done. Ids and enums only, no personal data. */
  did(line: string): void;
  /** The story is over. */
  end(outcome: string): void;
}

/**
 * Answers the query "where does this stand", shows the same in Temporal's UI and keeps the search attributes in step.
 * `done` belongs to the carried state. Must be called before the first await.
 */
export function boardOf(done: string[]): Board {
  let standing: Standing = { waitsFor: 'its first step', until: null, because: 'it has just started', done, next: '' };
  let shown = '';
  setHandler(standingQuery, () => ({ ...standing, done }));

  const tellUi = () =>
    setCurrentDetails(
      [
        `**Waits for** ${standing.waitsFor}${standing.until === null ? '' : ` until ${standing.until}`}`,
        `**Because** ${standing.because}`,
        `**Next** ${standing.next}`,
        ...done.map((line) => `- ${line}`),
      ].join('\n\n'),
    );

  const show: Board['show'] = ({ stage, ...now }) => {
    standing = { ...now, done };
    tellUi();
    if (shown === `${stage} ${now.until}`) return;
    shown = `${stage} ${now.until}`;
    const { stage: stageKey, dueAt: dueKey } = searchAttributes;
    const dueAt = now.until === null ? null : new Date(now.until);
    // Taken away only where it stands: an attribute that was never set is not set to nothing.
    const changesDue = dueAt !== null || workflowInfo().typedSearchAttributes.get(dueKey) !== undefined;
    upsertSearchAttributes([{ key: stageKey, value: stage }, ...(changesDue ? [{ key: dueKey, value: dueAt }] : [])]);
  };

  return {
    show,
    end: (outcome) => show({ stage: outcome, waitsFor: 'nothing', until: null, because: `it ended: ${outcome}`, next: 'nothing' }),
    did(line) {
      done.splice(0, done.length, ...lastOf([...done, line], remembered));
      tellUi();
    },
  };
}
