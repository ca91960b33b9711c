import { Injectable } from '@nestjs/common';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { currentContext, withContext } from '@throughline/observability/context';
import { v7 as uuidv7 } from 'uuid';
import { DecideTaskCommand } from '../decide-task/decide-task.command';
import { DecisionLinkViews, type OpenedLink } from '../decision-link/decision-link.views';
import { linkId } from '../decision-link/decision-links';

export interface DecideByLink {
  token: string;
  outcome: string;
  comment?: string | undefined;
}
export type DecidedByLink =
  /** What stands now, by these words or by others. */
  | { did: 'decided' | 'nothing'; now: OpenedLink }
  /** The leg wants to hear why. */
  | { did: 'comment_missing'; now: OpenedLink }
  /** Not heard of in time; tried again in the background. */
  | { did: 'unknown' };

/** Whoever holds a link answers the task of it, by the same command as everybody who has signed in, and with no more rights. */
@Injectable()
export class DecideByLinkCommand {
  constructor(
    private readonly views: DecisionLinkViews,
    private readonly command: DecideTaskCommand,
  ) {}

  async execute({ token, outcome, comment }: DecideByLink): Promise<DecidedByLink> {
    const now = await this.views.open(token);
    const answer = now.state === 'asks' ? now.asked.answers.find((one) => one === outcome) : undefined;
    if (now.state !== 'asks' || answer === undefined) return { did: 'nothing', now };
    const { taskId, personId, version } = now.link;
    const principal = { personId, authType: 'link' as const };
    const decision = { taskId, outcome: answer, comment, version, link: linkId(token), key: uuidv7() };
    try {
      // An Idempotency-Key is no part of this: the link itself counts once.
      const { idempotency: _idempotency, ...around } = currentContext();
      const reply = await withContext({ ...around, principal }, () => this.command.execute(decision, now.by));
      return reply.answer === 'unknown' ? { did: 'unknown' } : { did: 'decided', now: await this.views.open(token) };
    } catch (error) {
      const code = error instanceof ThroughlineError && error.spec.family === 'user' ? error.code : undefined;
      if (code === undefined) throw error;
      return { did: code === 'task.comment_required' ? 'comment_missing' : 'nothing', now: await this.views.open(token) };
    }
  }
}
