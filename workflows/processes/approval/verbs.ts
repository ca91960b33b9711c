import { setHandler } from '@temporalio/workflow';
import { addApproverUpdate, answerUpdate, askUpdate } from '@throughline/process-contracts/decision';
import type { AddedApprover, Question, QuestionAnswer } from '@throughline/process-contracts/decision';
import type { WorklistActivities } from '@throughline/process-contracts/worklist';
import { ownActivities } from '../shared/activities';
import type { Desk } from '../shared/desk';

const own = ownActivities<WorklistActivities>();

/** Registers what people do about a task beside deciding and delegating it: have somebody else asked, ask and answer. Before the first await. */
export function listenToVerbs(desk: Desk, workflowId: string, routeChanged: () => void): void {
  setHandler(
    addApproverUpdate,
    (added) =>
      desk.answers.once(async () => {
        await desk.known(added.taskId);
        const answer = await own.recordAddedApprover({ ...added, workflowId });
        routeChanged();
        return answer;
      }),
    { validator: ({ taskId }: AddedApprover) => desk.requireOpen(taskId) },
  );
  setHandler(
    askUpdate,
    (question) =>
      desk.answers.once(async () => {
        await desk.known(question.taskId);
        return own.recordQuestion({ ...question, workflowId });
      }),
    { validator: ({ taskId }: Question) => desk.requireOpen(taskId) },
  );
  setHandler(
    answerUpdate,
    (answer) =>
      desk.answers.once(async () => {
        await desk.known(answer.taskId);
        return own.recordAnswer({ ...answer, workflowId });
      }),
    { validator: ({ taskId }: QuestionAnswer) => desk.requireOpen(taskId) },
  );
}
