import { AccountsActivities } from './accounts.activities';
import { AccountDesk } from './account/account-desk';
import { AccountFigures } from './account/account-figures';
import { AccountOwners } from './account/account-owners';
import { AccountParts } from './account/account-part.repository';
import { AccountRecords } from './account/account-record.repository';
import { AccountPolicies } from './account/account-rules';
import { AccountStanding } from './account/account-standing';
import { AccountTwins } from './account/account-twins';
import { Account } from './account/account.entity';
import { AccountOverviewViews } from './account-views/account-overview.views';
import { AccountTreeViews } from './account-views/account-tree.views';
import { AccountViewsController } from './account-views/account-views.controller';
import { AccountViews } from './account-views/account.views';
import { ChangeAccountCommand } from './change-account/change-account.command';
import { ChangeAccountController } from './change-account/change-account.controller';
import { ChurnAccountCommand } from './churn-account/churn-account.command';
import { ChurnAccountController } from './churn-account/churn-account.controller';
import { CreateAccountCommand } from './create-account/create-account.command';
import { CreateAccountController } from './create-account/create-account.controller';
import { FollowContracts } from './follow-contracts/follow-contracts';
import { FollowedContracts } from './follow-contracts/followed-contract.repository';
import { FollowDeals } from './follow-deals/follow-deals';
import { FollowedDeals } from './follow-deals/followed-deal.repository';
import { FollowMoney } from './follow-money/follow-money';
import { FollowedMoney } from './follow-money/followed-money.repository';
import { HandOverLeads } from './hand-over/hand-over-leads';
import { HandOverCommand } from './hand-over/hand-over.command';
import { HandOverController } from './hand-over/hand-over.controller';
import { HandOverRepository } from './hand-over/hand-over.repository';
import { AccountImportWriter } from './import-accounts/account-import-writer';
import { AccountImportRepository } from './import-accounts/account-import.repository';
import { AccountImportViews } from './import-accounts/account-import.views';
import { ImportAccountsCommand } from './import-accounts/import-accounts.command';
import { ImportAccountsController } from './import-accounts/import-accounts.controller';
import { ContactRepository } from './keep-contact/contact.repository';
import { KeepContactCommand } from './keep-contact/keep-contact.command';
import { KeepContactController } from './keep-contact/keep-contact.controller';
import { LinkPartnerCommand } from './link-partner/link-partner.command';
import { LinkPartnerController } from './link-partner/link-partner.controller';
import { MapRelationshipCommand } from './map-relationship/map-relationship.command';
import { MapRelationshipController } from './map-relationship/map-relationship.controller';
import { AnswerAccountDuplicateCommand } from './answer-account-duplicate/answer-account-duplicate.command';
import { AccountMerges } from './merge-account/account-merge.repository';
import { MergeAccountCommand } from './merge-account/merge-account.command';
import { MergeAccountController } from './merge-account/merge-account.controller';
import { UnmergeAccountCommand } from './unmerge-account/unmerge-account.command';
import { UnmergeAccountController } from './unmerge-account/unmerge-account.controller';
import { MoveAccountCommand } from './move-account/move-account.command';
import { MoveAccountController } from './move-account/move-account.controller';
import { RecordSatisfactionCommand } from './record-satisfaction/record-satisfaction.command';
import { RecordSatisfactionController } from './record-satisfaction/record-satisfaction.controller';
import { RemoveAccountCommand } from './remove-account/remove-account.command';
import { RemoveAccountController } from './remove-account/remove-account.controller';
import { ShareAccountCommand } from './share-account/share-account.command';
import { ShareAccountController } from './share-account/share-account.controller';
import { StateWalletCommand } from './state-wallet/state-wallet.command';
import { StateWalletController } from './state-wallet/state-wallet.controller';
import { TransferAccountCommand } from './transfer-account/transfer-account.command';
import { TransferAccountController } from './transfer-account/transfer-account.controller';
import { UnlinkPartnerCommand } from './unlink-partner/unlink-partner.command';
import { UnlinkPartnerController } from './unlink-partner/unlink-partner.controller';
import { VisitAccountCommand } from './visit-account/visit-account.command';
import { VisitAccountController } from './visit-account/visit-account.controller';
import { VisitRecipients } from './watch-visits/visit-recipients';
import { WatchVisitsCommand } from './watch-visits/watch-visits.command';
import { WinBackAccountCommand } from './win-back-account/win-back-account.command';
import { WinBackAccountController } from './win-back-account/win-back-account.controller';

export const accountEntities = [Account];

/** What other services tell of customers. */
export const accountSubscriptions = [FollowDeals, FollowContracts, FollowMoney];

/** The part of the service that is about customers, without HTTP, Kafka and Temporal. */
export const accountProviders = [
  AccountRecords, AccountParts, AccountPolicies, AccountTwins, AccountStanding, AccountOwners, AccountFigures, AccountDesk, ContactRepository, HandOverRepository,
  FollowedDeals, FollowedContracts, FollowedMoney, VisitRecipients,
  AnswerAccountDuplicateCommand, AccountMerges, MergeAccountCommand, UnmergeAccountCommand,
  CreateAccountCommand, ChangeAccountCommand, RemoveAccountCommand, MoveAccountCommand, TransferAccountCommand, VisitAccountCommand, ShareAccountCommand,
  LinkPartnerCommand, UnlinkPartnerCommand, MapRelationshipCommand, StateWalletCommand, RecordSatisfactionCommand, ChurnAccountCommand,
  WinBackAccountCommand, KeepContactCommand, HandOverLeads, HandOverCommand, WatchVisitsCommand,
  AccountImportRepository, AccountImportWriter, AccountImportViews, ImportAccountsCommand,
  AccountViews, AccountTreeViews, AccountOverviewViews, AccountsActivities, ...accountSubscriptions,
];

/** `hand-overs` comes before the routes with an id in its place. */
export const accountControllers = [
  HandOverController, CreateAccountController, ChangeAccountController, RemoveAccountController, MoveAccountController, MergeAccountController, UnmergeAccountController,
  TransferAccountController, VisitAccountController, ShareAccountController, LinkPartnerController, UnlinkPartnerController, MapRelationshipController,
  StateWalletController, RecordSatisfactionController, ChurnAccountController, WinBackAccountController, KeepContactController, ImportAccountsController,
  AccountViewsController,
];
