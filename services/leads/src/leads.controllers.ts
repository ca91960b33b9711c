import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { accountControllers } from './accounts.providers';
import { AcceptLeadController } from './accept-lead/accept-lead.controller';
import { AssignLeadController } from './assign-lead/assign-lead.controller';
import { AssignLeadsController } from './assign-leads/assign-leads.controller';
import { AssignmentViewsController } from './assignment-views/assignment-views.controller';
import { CaptureLeadController } from './capture-lead/capture-lead.controller';
import { ClaimLeadController } from './claim-lead/claim-lead.controller';
import { ConvertLeadController } from './convert-lead/convert-lead.controller';
import { DeclineLeadController } from './decline-lead/decline-lead.controller';
import { duplicateControllers } from './duplicates.providers';
import { DisqualifyLeadController } from './disqualify-lead/disqualify-lead.controller';
import { CloseFormController } from './close-form/close-form.controller';
import { FormViewsController } from './form-views/form-views.controller';
import { OpenFormController } from './open-form/open-form.controller';
import { SubmitFormController } from './submit-form/submit-form.controller';
import { ImportLeadsController } from './import-leads/import-leads.controller';
import { ImportViewsController } from './import-views/import-views.controller';
import { LeadFiguresController } from './lead-figures/lead-figures.controller';
import { LeadTimelineController } from './timeline-views/lead-timeline.controller';
import { LeadViewsController } from './lead-views/lead-views.controller';
import { ownershipControllers } from './ownership.providers';
import { policyControllers } from './policies.providers';
import { PreviewImportController } from './preview-import/preview-import.controller';
import { OpenPoolController } from './open-pool/open-pool.controller';
import { PoolViewsController } from './pool-views/pool-views.controller';
import { RecordActivityController } from './record-activity/record-activity.controller';
import { ReleaseLeadController } from './release-lead/release-lead.controller';
import { ChangePoolController } from './change-pool/change-pool.controller';
import { ClosePoolController } from './close-pool/close-pool.controller';
import { SetPoolPolicyController } from './set-pool-policy/set-pool-policy.controller';
import { SetPoolAssignmentController } from './set-pool-assignment/set-pool-assignment.controller';

/** The service's routes. */
export const leadControllers = [
  auditController('leads'),
  doctorController('leads'),
  AssignLeadController,
  AssignLeadsController,
  AssignmentViewsController,
  AcceptLeadController,
  DeclineLeadController,
  SetPoolAssignmentController,
  SetPoolPolicyController,
  ChangePoolController,
  ClosePoolController,
  CaptureLeadController,
  ClaimLeadController,
  ConvertLeadController,
  DisqualifyLeadController,
  ImportLeadsController,
  ImportViewsController,
  PreviewImportController,
  LeadViewsController,
  LeadTimelineController,
  LeadFiguresController,
  OpenPoolController,
  PoolViewsController,
  RecordActivityController,
  ReleaseLeadController,
  ...accountControllers,
  ...policyControllers,
  CloseFormController,
  FormViewsController,
  OpenFormController,
  SubmitFormController,
  ...duplicateControllers,
  ...ownershipControllers,
];
