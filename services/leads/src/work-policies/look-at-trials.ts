import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyTrialLogged } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import { policyFact } from '../policy/policy-facts';
import { PolicyRepository } from '../policy/policy.repository';
import type { ReplayedOwnership } from '../preview-policy/replay';
import { Replay } from '../preview-policy/replay';
import { nextLook, trialDeadline, trialSubject } from '../try-policy/trial-times';
import type { RunningTrial, TrialLine } from '../try-policy/trial.repository';
import { TrialRepository } from '../try-policy/trial.repository';

/** Looks once a day at what each draft on trial would have done since its trial began: a replay of that time, of which the log keeps what is new. */
@Injectable()
export class LookAtTrials {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly trials: TrialRepository,
    private readonly replay: Replay,
    private readonly people: PeopleBook,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many drafts were looked at */
  async execute(heartbeat: () => void): Promise<number> {
    let looked = 0;
    const running = await this.transaction.read((tx) => this.trials.running(tx));
    for (const trial of running) {
      heartbeat();
      if (await this.look(trial)) looked += 1;
    }
    await this.forget(running);
    return looked;
  }

  /** The lines of trials that are over by other ways: the draft came into force, or was written anew. */
  private async forget(running: readonly RunningTrial[]): Promise<void> {
    const subjects = new Set(running.map(trialSubject));
    await this.transaction.run(async (tx) => {
      const due = await this.deadlines.due(tx, books.policies());
      await this.deadlines.clear(tx, books.policies(), due.filter(({ kind, subjectId }) => kind === 'trial' && !subjects.has(subjectId)).map(({ subjectId }) => subjectId));
    });
  }

  private async look(trial: RunningTrial): Promise<boolean> {
    const { kind, id, version, since } = trial;
    // Read first: the policy is locked only while the log is written.
    const found = await this.transaction.read(async (tx) => {
      const draft = await this.policies.rules(tx, 'lead', id, version);
      const calendar = await this.people.calendar(tx);
      if (nextLook(draft, calendar, trial.lookedAt ?? since) > tx.now) return undefined;
      const lines: TrialLine[] = [];
      for await (const ownership of this.replay.ownerships(tx, id, draft, calendar, since, tx.now)) lines.push(...lineOf(ownership));
      return { draft, calendar, lines, until: tx.now };
    });
    if (!found) return false;
    return this.transaction.run(async (tx) => {
      const line = await this.policies.lock(tx, kind, id);
      const policy = await this.policies.get(tx, kind, id, version);
      if (policy.trialSince?.getTime() !== since.getTime()) return false;
      const { sooner, later } = await this.trials.log(tx, trial, found.lines);
      await this.trials.lookedAt(tx, trial, found.until);
      await this.deadlines.set(tx, books.policies(), [trialDeadline(found.draft, found.calendar, found.until)]);
      if (sooner + later > 0) {
        const data = { kind, policyId: id, version, until: found.until.toISOString(), sooner, later };
        await this.outbox.append(tx, policyFact(policyTrialLogged, line, await this.policies.nextSequence(tx, line), data));
      }
      return true;
    });
  }
}

/** Only what would have gone another way. */
function lineOf({ row: { ownershipId, leadId, ownerId }, before, after }: ReplayedOwnership): TrialLine[] {
  const [inFact, would] = [before?.at.getTime() ?? Infinity, after?.at.getTime() ?? Infinity];
  if (inFact === would) return [];
  return [{ ownershipId, leadId, ownerId, before, after, change: would < inFact ? 'sooner' : 'later' }];
}
