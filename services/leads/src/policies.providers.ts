import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import { ApplyPolicyCommand } from './apply-policy/apply-policy.command';
import { ApplyPolicyController } from './apply-policy/apply-policy.controller';
import { DraftPolicyCommand } from './draft-policy/draft-policy.command';
import { DraftPolicyController } from './draft-policy/draft-policy.controller';
import { PolicyApplicationViewsController } from './policy-application-views/policy-application-views.controller';
import { PolicyApplicationViews } from './policy-application-views/policy-application.views';
import { PolicyPreviewViewsController } from './policy-preview-views/policy-preview-views.controller';
import { PolicyPreviewViews } from './policy-preview-views/policy-preview.views';
import { PolicyTrialViewsController } from './policy-trial-views/policy-trial-views.controller';
import { PolicyTrialViews } from './policy-trial-views/policy-trial.views';
import { PolicyViewsController } from './policy-views/policy-views.controller';
import { PolicyViews } from './policy-views/policy.views';
import { ActivityHistory } from './policy/facts-under';
import { PolicyApplicationRepository } from './policy/policy-application.repository';
import { PolicyRepository } from './policy/policy.repository';
import { Forecast } from './preview-policy/forecast';
import { OwnedLeadsRepository } from './preview-policy/owned-leads.repository';
import { PastOwnershipsRepository } from './preview-policy/past-ownerships.repository';
import { PreviewPolicyCommand } from './preview-policy/preview-policy.command';
import { PreviewPolicyController } from './preview-policy/preview-policy.controller';
import { PreviewRepository } from './preview-policy/preview.repository';
import { Replay } from './preview-policy/replay';
import { ReclassifyLeads } from './reclassify-leads/reclassify-leads';
import { CalendarPolicies } from './recompute-for-calendar/calendar-policies.repository';
import { FollowCalendar } from './recompute-for-calendar/follow-calendar';
import { RecomputeForCalendar } from './recompute-for-calendar/recompute-for-calendar';
import { RecomputePolicyCommand } from './recompute-policy/recompute-policy.command';
import { RecomputePolicyController } from './recompute-policy/recompute-policy.controller';
import { RecountVisits } from './recount-visits/recount-visits';
import { RegradeAccounts } from './regrade-accounts/regrade-accounts';
import { RescoreLeads } from './rescore-leads/rescore-leads';
import { RetirePolicyCommand } from './retire-policy/retire-policy.command';
import { RetirePolicyController } from './retire-policy/retire-policy.controller';
import { TrialRepository } from './try-policy/trial.repository';
import { TryPolicyCommand } from './try-policy/try-policy.command';
import { TryPolicyController } from './try-policy/try-policy.controller';
import { ValidatePolicyController } from './validate-policy/validate-policy.controller';
import { WithdrawPolicyChangeCommand } from './withdraw-policy-change/withdraw-policy-change.command';
import { WithdrawPolicyChangeController } from './withdraw-policy-change/withdraw-policy-change.controller';
import { LookAtTrials } from './work-policies/look-at-trials';
import { OwnershipChangesRepository } from './work-policies/ownership-changes.repository';
import { PoliciesActivities } from './work-policies/policies.activities';
import { NewRules } from './work-policies/new-rules';
import { PolicyFollowers } from './work-policies/policy-followers';
import { RewriteOwnerships } from './work-policies/rewrite-ownerships';
import { WorkPoliciesCommand } from './work-policies/work-policies.command';

/** Everything about policies that works without HTTP, Kafka and Temporal. */
export const policyProviders = [
  PolicyRepository, PolicyApplicationRepository, OwnershipChangesRepository, ActivityHistory,
  DraftPolicyCommand, ApplyPolicyCommand, WithdrawPolicyChangeCommand, RetirePolicyCommand, RecomputePolicyCommand,
  NewRules, RewriteOwnerships, RescoreLeads, ReclassifyLeads, RegradeAccounts, PolicyFollowers, WorkPoliciesCommand,
  OwnedLeadsRepository, PastOwnershipsRepository, PreviewRepository, Forecast, Replay, PreviewPolicyCommand,
  TrialRepository, TryPolicyCommand, LookAtTrials, CalendarChanges, CalendarPolicies, RecomputeForCalendar, RecountVisits, FollowCalendar,
  PolicyViews, PolicyApplicationViews, PolicyPreviewViews, PolicyTrialViews, PoliciesActivities,
];

export const policyControllers = [
  DraftPolicyController,
  ValidatePolicyController,
  PolicyViewsController,
  ApplyPolicyController,
  WithdrawPolicyChangeController,
  RetirePolicyController,
  RecomputePolicyController,
  PolicyApplicationViewsController,
  PreviewPolicyController,
  PolicyPreviewViewsController,
  TryPolicyController,
  PolicyTrialViewsController,
];
