import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { Contact } from '../keep-contact/keep-contact.dto';
import type { AccountKeyData, AccountOverview } from './account-overview.dto';
import { AccountKeyDataDto, AccountOverviewDto } from './account-overview.dto';
import { AccountOverviewViews } from './account-overview.views';
import { AccountTreeViews } from './account-tree.views';
import type { AccountDetail, AccountLine, AccountTree, Visit } from './account-views.dto';
import { AccountDetailDto, AccountsPageDto, AccountsQueryDto, AccountTreeDto, ContactsPageDto, PageQueryDto, VisitsPageDto } from './account-views.dto';
import { AccountViews } from './account.views';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountViewsController {
  constructor(
    private readonly views: AccountViews,
    private readonly trees: AccountTreeViews,
    private readonly around: AccountOverviewViews,
  ) {}

  @Get()
  @Requires('read', 'account')
  @Answers(200, AccountsPageDto)
  list(@Query() query: AccountsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<AccountLine>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'account')
  @Versioned()
  @Answers(200, AccountDetailDto)
  detail(@IdParam() accountId: string, @CurrentPrincipal() by: Principal): Promise<AccountDetail> {
    return this.views.detail(accountId, by);
  }

  /** Contacts, deals, contracts, prepayments, receipts, visits, and the figures of the account and its group. */
  @Get(':id/overview')
  @Requires('read', 'account')
  @Answers(200, AccountOverviewDto)
  overview(@IdParam() accountId: string, @CurrentPrincipal() by: Principal): Promise<AccountOverview> {
    return this.around.overview(accountId, by);
  }

  /** Who talks to whom, share of wallet, satisfaction, purchases, why he left. */
  @Get(':id/key-data')
  @Requires('read', 'account')
  @Answers(200, AccountKeyDataDto)
  keyData(@IdParam() accountId: string, @CurrentPrincipal() by: Principal): Promise<AccountKeyData> {
    return this.around.keyData(accountId, by);
  }

  @Get(':id/tree')
  @Requires('read', 'account')
  @Answers(200, AccountTreeDto)
  tree(@IdParam() accountId: string, @CurrentPrincipal() by: Principal): Promise<AccountTree> {
    return this.trees.tree(accountId, by);
  }

  @Get(':id/visits')
  @Requires('read', 'account')
  @Answers(200, VisitsPageDto)
  visits(@IdParam() accountId: string, @Query() query: PageQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<Visit>> {
    return this.views.visits(accountId, query, by);
  }

  @Get(':id/contacts')
  @Requires('read', 'contact')
  @Answers(200, ContactsPageDto)
  contacts(@IdParam() accountId: string, @Query() query: PageQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<Contact>> {
    return this.views.contactsOf(accountId, query, by);
  }
}
