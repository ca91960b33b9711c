import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { duplicateEntryRequested } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { DuplicateRepository } from '../duplicates/duplicate.repository';
import type { Found } from '../duplicates/refused-entry';
import type { EntryCommands } from './entry-request.repository';
import { EntryRequestRepository } from './entry-request.repository';

export interface Entry<E extends keyof EntryCommands> {
  entry: E;
  command: EntryCommands[E];
  /** Of the company, for whoever decides. */
  name: string;
  reason: string;
}

/** What seems to be somebody else's may be entered only with an approval. */
@Injectable()
export class AskEntry {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly duplicates: DuplicateRepository,
    private readonly requests: EntryRequestRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @returns id of the request that was opened; undefined where nothing like it belongs to anybody else */
  async ask<E extends keyof EntryCommands>({ name, ...entry }: Entry<E>, found: readonly Found[], by: Principal): Promise<string | undefined> {
    // Only whose it is decides here; whoever approves the entry sees it.
    const others = await this.transaction.readBeyondReach((tx) => this.duplicates.records(tx, found));
    const theirs = found.flatMap(({ id, score }) => others.filter((one) => one.id === id && one.ownerId !== null && one.ownerId !== by.personId).map((one) => ({ ...one, score })));
    const [first] = theirs;
    if (!first) return undefined;
    const request = { id: uuidv7(), ...entry, requester: by, otherKind: first.kind, otherId: first.id, otherOwnerId: first.ownerId!, score: first.score };
    return this.transaction.run(async (tx) => {
      await this.requests.insert(tx, request);
      const { id, otherKind, otherId, otherOwnerId, score, reason } = request;
      const data = { requestId: id, requesterId: by.personId, orgPath: by.unitPath, name, otherKind, otherId, otherOwnerId, score, reason };
      await this.outbox.append(tx, duplicateEntryRequested.of({ id, version: 1, orgPath: by.unitPath, data }));
      return id;
    });
  }
}
