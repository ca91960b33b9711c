import { Injectable } from '@nestjs/common';
import type { CollectionsActivities } from '@throughline/process-contracts/collections';
import { ActOnCollectionCommand } from '../act-on-collection/act-on-collection.command';
import { NextCollectionMomentQuery } from '../next-collection-moment/next-collection-moment.query';

@Injectable()
export class CollectionCaseActivities implements CollectionsActivities {
  readonly #act: ActOnCollectionCommand;
  readonly #next: NextCollectionMomentQuery;

  constructor(act: ActOnCollectionCommand, next: NextCollectionMomentQuery) {
    this.#act = act;
    this.#next = next;
  }

  nextCollectionMoment({ caseId }: { caseId: string }) {
    return this.#next.execute(caseId);
  }

  actOnCollection(input: { caseId: string; version: number }) {
    return this.#act.execute(input);
  }
}
