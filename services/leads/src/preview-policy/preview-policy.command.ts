import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { checkedDocument } from '../policy/checked-document';
import { policyErrors, policyPreviewErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { Forecast } from './forecast';
import type { PreviewPolicy, PreviewSummary } from './preview-policy.dto';
import type { PreviewTask } from './preview-task';
import { PreviewTally } from './preview-tally';
import { PreviewRepository } from './preview.repository';
import { Replay } from './replay';

/**
 * Who loses what until a moment: under the rules in force, under a draft, or in a past period had the draft been in force. Judged by the functions that
 * the clock itself uses, so what comes is what was shown, record by record, unless somebody does something meanwhile. Only what the reader may see.
 */
@Injectable()
export class PreviewPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly forecast: Forecast,
    private readonly replay: Replay,
    private readonly previews: PreviewRepository,
    private readonly people: PeopleBook,
  ) {}

  /** @throws access.denied, policy.not_found, policy.invalid, policy_preview.not_for_kind */
  async execute(request: PreviewPolicy, by: Principal): Promise<PreviewSummary> {
    access.require(by, 'preview', 'policy');
    const tally = new PreviewTally();
    const task = await this.transaction.read(async (tx) => {
      const found = await this.taskOf(tx, request);
      if (request.period) await this.replay.run(tx, found, by, tally);
      else await this.forecast.run(tx, found, request, by, tally);
      return found;
    });
    return this.transaction.run(async (tx) => {
      const summary = await this.summaryOf(tx, task, tally);
      await this.previews.insert(tx, summary, by.personId, request, task.draft, tally);
      return summary;
    });
  }

  private async taskOf(tx: Tx, request: PreviewPolicy): Promise<PreviewTask> {
    const document = request.document && checkedDocument(request.document);
    if (document && document.kind !== 'lead') throw policyPreviewErrors.not_for_kind();
    const policyId = document?.id ?? request.policyId!;
    const active = await this.policies.active(tx, 'lead', policyId);
    const inForce = active ? await this.policies.rules(tx, 'lead', policyId, active.version) : null;
    const saved = request.version === undefined ? null : await this.policies.rules(tx, 'lead', policyId, request.version);
    if (!inForce && !document && !saved) throw policyErrors.not_found();
    const calendar = await this.people.calendar(tx);
    const { period, until } = request;
    const tonight = atLocal(calendar, localDate(calendar, tx.now), '24:00');
    return {
      policyId,
      inForce,
      draft: (document as LeadPolicy | undefined) ?? saved,
      calendar,
      now: tx.now,
      from: period ? new Date(period.from) : tx.now,
      until: period ? new Date(period.to) : until ? new Date(until) : tonight,
    };
  }

  private async summaryOf(tx: Tx, { policyId, inForce, draft, from, until }: PreviewTask, tally: PreviewTally): Promise<PreviewSummary> {
    const ids = [...tally.owners.keys()];
    const people = await tx.query<{ id: string; name: string }>('SELECT id, name FROM known_person WHERE id = ANY($1::uuid[])', [ids]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const byOwner = [...tally.owners].map(([ownerId, counts]) => ({ ownerId, name: names.get(ownerId) ?? null, ...counts }));
    return {
      previewId: uuidv7(),
      policyId,
      version: draft?.version ?? null,
      inForce: inForce?.version ?? null,
      madeAt: tx.now.toISOString(),
      from: from.toISOString(),
      until: until.toISOString(),
      lookedAt: tally.lookedAt,
      ...tally.all,
      byOwner: byOwner.sort((a, b) => b.more - a.more || b.after - a.after || (a.ownerId < b.ownerId ? -1 : 1)),
    };
  }
}
