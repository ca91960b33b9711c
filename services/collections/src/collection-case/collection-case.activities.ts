import { Injectable } from '@nestjs/common';
import type { CollectionsActivities } from '@throughline/process-contracts/collections';
import { ActOnCollectionCommand } from '../act-on-collection/act-on-collection.command';
import { NextCollectionMomentQuery } from '../next-collection-moment/next-collection-moment.query';

@Injectable()
export class CollectionCaseActivities implements CollectionsActivities {
  constructor(
    private readonly act: ActOnCollectionCommand,
    private readonly next: NextCollectionMomentQuery,
  ) {}

  nextCollectionMoment({ caseId }: { caseId: string }) {
    return this.next.execute(caseId);
  }

  actOnCollection(input: { caseId: string; version: number }) {
    return this.act.execute(input);
  }
}
