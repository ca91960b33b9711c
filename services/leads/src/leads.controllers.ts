import { accountControllers } from './accounts.providers';
import { AssignLeadController } from './assign-lead/assign-lead.controller';
import { AssignRoundRobinController } from './assign-round-robin/assign-round-robin.controller';
import { CaptureLeadController } from './capture-lead/capture-lead.controller';
import { ClaimLeadController } from './claim-lead/claim-lead.controller';
import { ConvertLeadController } from './convert-lead/convert-lead.controller';
import { DisqualifyLeadController } from './disqualify-lead/disqualify-lead.controller';
import { DraftPolicyController } from './draft-policy/draft-policy.controller';
import { ImportLeadsController } from './import-leads/import-leads.controller';
import { ImportViewsController } from './import-views/import-views.controller';
import { LeadViewsController } from './lead-views/lead-views.controller';
import { PolicyViewsController } from './policy-views/policy-views.controller';
import { PoolViewsController } from './pool-views/pool-views.controller';
import { RecordActivityController } from './record-activity/record-activity.controller';
import { ReleaseLeadController } from './release-lead/release-lead.controller';
import { ValidatePolicyController } from './validate-policy/validate-policy.controller';

/** The service's routes. */
export const leadControllers = [
  AssignLeadController,
  AssignRoundRobinController,
  CaptureLeadController,
  ClaimLeadController,
  ConvertLeadController,
  DisqualifyLeadController,
  ImportLeadsController,
  ImportViewsController,
  LeadViewsController,
  PoolViewsController,
  RecordActivityController,
  ReleaseLeadController,
  DraftPolicyController,
  PolicyViewsController,
  ValidatePolicyController,
  ...accountControllers,
];
