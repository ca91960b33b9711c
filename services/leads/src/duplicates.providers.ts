import { AnswerDuplicateCommand } from './answer-duplicate/answer-duplicate.command';
import { ConcludeDuplicateEntryWhenApprovalConcluded } from './conclude-duplicate-entry/conclude-duplicate-entry-when-approval-concluded';
import { ConcludeDuplicateEntryCommand } from './conclude-duplicate-entry/conclude-duplicate-entry.command';
import { EntryRequestRepository } from './conclude-duplicate-entry/entry-request.repository';
import { DismissDuplicateCommand } from './dismiss-duplicate/dismiss-duplicate.command';
import { DismissDuplicateController } from './dismiss-duplicate/dismiss-duplicate.controller';
import { PairRepository } from './dismiss-duplicate/pair.repository';
import { DuplicateViewsController } from './duplicate-views/duplicate-views.controller';
import { DuplicateViews } from './duplicate-views/duplicate.views';
import { DuplicateFence } from './duplicates/duplicate-fence';
import { DuplicateRepository } from './duplicates/duplicate.repository';
import { AskEntry } from './conclude-duplicate-entry/ask-entry';
import { RecordBlocks } from './duplicates/record-blocks';
import { LookBeside } from './duplicates/look-beside';
import { ScreenUnfinishedImports } from './duplicates/screen-unfinished-imports';
import { DuplicateUpkeep } from './duplicates/duplicate-upkeep';
import { RecordKeying } from './rekey-records/record-keying.repository';
import { RekeyRecordsCommand } from './rekey-records/rekey-records.command';
import { ScreenImport } from './duplicates/screen-import';
import { ScreeningRepository } from './duplicates/screening.repository';
import { MergeLeadCommand } from './merge-lead/merge-lead.command';
import { MergeLeadController } from './merge-lead/merge-lead.controller';
import { MergeRepository } from './merge-lead/merge.repository';
import { UnmergeLeadCommand } from './unmerge-lead/unmerge-lead.command';
import { UnmergeLeadController } from './unmerge-lead/unmerge-lead.controller';

export const duplicateSubscriptions = [ConcludeDuplicateEntryWhenApprovalConcluded];
export const duplicateProviders = [
  DuplicateRepository, RecordBlocks, AskEntry, ScreeningRepository, DuplicateFence, LookBeside, ScreenImport, ScreenUnfinishedImports, RecordKeying, RekeyRecordsCommand, DuplicateUpkeep, PairRepository, MergeRepository, EntryRequestRepository,
  AnswerDuplicateCommand, DismissDuplicateCommand, MergeLeadCommand, UnmergeLeadCommand, ConcludeDuplicateEntryCommand, DuplicateViews,
  ...duplicateSubscriptions,
];
export const duplicateControllers = [DismissDuplicateController, DuplicateViewsController, MergeLeadController, UnmergeLeadController];
