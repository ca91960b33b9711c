import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { PlanTimelineController } from './timeline-views/plan-timeline.controller';
import { PlanController } from './plan-views/plan.controller';
import { RecordReceiptController } from './record-receipt/record-receipt.controller';
import { ReceiptController } from './receipt-views/receipt.controller';
import { AllocateReceiptController } from './allocate-receipt/allocate-receipt.controller';
import { SuggestionController } from './suggest-allocation/suggestion.controller';
import { ReverseReceiptController } from './reverse-receipt/reverse-receipt.controller';
import { ReceivableController } from './receivable-views/receivable.controller';
import { DunningController } from './dunning-views/dunning.controller';
import { LedgerCheckController } from './check-ledger/check-ledger.controller';

/** The service's routes. */
export const collectionsControllers = [
  auditController('collections'),
  doctorController('collections'),
  PlanTimelineController, PlanController, RecordReceiptController, ReceiptController, AllocateReceiptController, SuggestionController, ReverseReceiptController,
  ReceivableController, DunningController, LedgerCheckController,
];
