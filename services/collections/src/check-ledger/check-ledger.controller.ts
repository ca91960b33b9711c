import { Controller, Get } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { LedgerCheckDto, type LedgerCheck } from './check-ledger.dto';
import { LedgerCheckViews } from './check-ledger.views';

@Controller('v1/ledger-check')
export class LedgerCheckController {
  constructor(private readonly views: LedgerCheckViews) {}

  @Get()
  @Requires('read', 'ledger')
  @Answers(200, LedgerCheckDto)
  check(@CurrentPrincipal() by: Principal): Promise<LedgerCheck> {
    return this.views.check(by);
  }
}
