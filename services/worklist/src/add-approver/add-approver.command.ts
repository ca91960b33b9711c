import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { addApproverUpdate } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { TaskVerb } from '../story-calls/task-verb';
import type { AdditionReply } from './add-approver.dto';

export interface AddApprover {
  taskId: string;
  personId: string;
  place: 'before' | 'after';
  comment?: string | undefined;
  key: string;
}

/** Whoever is asked has somebody else asked as well, through the story that waits for him. */
@Injectable()
export class AddApproverCommand {
  constructor(private readonly story: TaskVerb) {}

  /** Asked again with the same key it answers as before. @throws task.not_found, task.closed, task.not_yours, task.not_an_approval, task.approver_not_allowed, unavailable.temporal */
  async execute({ comment, ...command }: AddApprover, { personId: by }: Principal): Promise<AdditionReply> {
    const { taskId, key } = command;
    const task = await this.story.his(taskId, by);
    const answer = await this.story.tell(task, addApproverUpdate, { ...command, by, ...(comment !== undefined && { comment }) }, `add-approver:${taskId}:${key}`);
    return answer === UNKNOWN ? { answer, taskId, leg: null } : { answer: 'accepted', taskId, leg: answer.leg };
  }
}
