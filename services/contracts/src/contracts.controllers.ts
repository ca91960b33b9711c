import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { ContractViewsController } from './contract-views/contract-views.controller';
import { ContractTimelineController } from './timeline-views/contract-timeline.controller';
import { AddVersionController } from './add-version/add-version.controller';
import { RequestReviewController } from './request-review/request-review.controller';
import { RefuseContractController } from './refuse-contract/refuse-contract.controller';
import { SignContractController } from './sign-contract/sign-contract.controller';
import { TerminateContractController } from './terminate-contract/terminate-contract.controller';
import { RecordActivityController } from './record-activity/record-activity.controller';

/** The service's routes. */
export const contractControllers = [
  auditController('contracts'),
  doctorController('contracts'),
  ContractTimelineController, ContractViewsController, AddVersionController, RequestReviewController, RefuseContractController, SignContractController, TerminateContractController,
  RecordActivityController,
];
