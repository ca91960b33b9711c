import { AccountRepository } from './account/account.repository';
import { accountEntities, accountProviders } from './accounts.providers';
import { AssignLeadCommand } from './assign-lead/assign-lead.command';
import { AssignLeadsCommand } from './assign-leads/assign-leads.command';
import { assignmentProviders } from './assignment/assignment.providers';
import { CaptureLeadCommand } from './capture-lead/capture-lead.command';
import { ClaimLeadCommand } from './claim-lead/claim-lead.command';
import { ClaimRepository } from './claim-lead/claim.repository';
import { ConvertLeadCommand } from './convert-lead/convert-lead.command';
import { duplicateProviders } from './duplicates.providers';
import { DisqualifyLeadCommand } from './disqualify-lead/disqualify-lead.command';
import { CaptchaCheck } from './captcha/captcha-check';
import { captchaVerifier } from './captcha/siteverify-captcha';
import { CloseFormCommand } from './close-form/close-form.command';
import { FormViews } from './form-views/form.views';
import { FormRepository } from './form/form.repository';
import { OpenFormCommand } from './open-form/open-form.command';
import { SubmitFormCommand } from './submit-form/submit-form.command';
import { ImportHoldsRepository } from './import-leads/import-holds.repository';
import { ImportLeadsCommand } from './import-leads/import-leads.command';
import { ImportRepository } from './import-leads/import.repository';
import { ImportViews } from './import-views/import.views';
import { ImportedOwners } from './import-leads/imported-owners';
import { IntakeRules } from './intake/intake-rules';
import { LeadScoring } from './intake/lead-scoring';
import { ScoreRepository } from './intake/score.repository';
import { LeadFiguresViews } from './lead-figures/lead-figures.views';
import { LeadTimelineViews } from './timeline-views/lead-timeline.views';
import { LeadViews } from './lead-views/lead.views';
import { CountViewCommand } from './view-lead/count-view.command';
import { LeadDeadlines } from './lead/lead.deadlines';
import { Lead } from './lead/lead.entity';
import { LeadRepository } from './lead/lead.repository';
import { LeadsActivities } from './leads.activities';
import { LeadsReconciliation } from './leads.reconciliation';
import { ChangePoolCommand } from './change-pool/change-pool.command';
import { ClosePoolCommand } from './close-pool/close-pool.command';
import { MovedLeadsRepository } from './close-pool/moved-leads.repository';
import { MovePoolLeads } from './close-pool/move-pool-leads';
import { OpenPoolCommand } from './open-pool/open-pool.command';
import { OwnershipRepository } from './ownership/ownership.repository';
import { ownershipProviders } from './ownership.providers';
import { policyProviders } from './policies.providers';
import { PoolViews } from './pool-views/pool.views';
import { Pool } from './pool/pool.entity';
import { PoolRepository } from './pool/pool.repository';
import { ClaimQuotaRepository } from './quota/claim-quota.repository';
import { ActivityWriter } from './record-activity/activity-writer';
import { HeardActivities } from './record-activity/heard-activities';
import { RecordActivityCommand } from './record-activity/record-activity.command';
import { RecycleLeadsCommand } from './recycle-leads/recycle-leads.command';
import { PassOn } from './recycle-leads/pass-on';
import { ReminderRecipients } from './recycle-leads/reminder-recipients';
import { SetPoolPolicyCommand } from './set-pool-policy/set-pool-policy.command';
import { ReleaseLeadCommand } from './release-lead/release-lead.command';

export const leadEntities = [Lead, Pool, ...accountEntities];

/** All that works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const leadProviders = [
  ...assignmentProviders,
  LeadRepository, PoolRepository, AccountRepository, OwnershipRepository, ClaimQuotaRepository, ClaimRepository, ImportRepository,
  LeadDeadlines, ReminderRecipients, PassOn,
  IntakeRules, ScoreRepository, LeadScoring, ImportedOwners, ImportHoldsRepository,
  captchaVerifier, CaptchaCheck, FormRepository, OpenFormCommand, CloseFormCommand, SubmitFormCommand, FormViews,
  OpenPoolCommand, ChangePoolCommand, SetPoolPolicyCommand, ClosePoolCommand, MovePoolLeads, MovedLeadsRepository,
  CaptureLeadCommand, ImportLeadsCommand, ClaimLeadCommand, ReleaseLeadCommand, AssignLeadCommand, AssignLeadsCommand,
  ActivityWriter, HeardActivities, RecordActivityCommand, DisqualifyLeadCommand, ConvertLeadCommand, RecycleLeadsCommand,
  CountViewCommand, LeadViews, LeadTimelineViews, LeadFiguresViews, PoolViews, ImportViews, LeadsActivities, LeadsReconciliation,
  ...accountProviders,
  ...policyProviders,
  ...duplicateProviders,
  ...ownershipProviders,
];
