import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { ContractDetailDto, ContractDocumentDto, ContractListQueryDto, ContractPageDto, VersionParamDto } from './contract-views.dto';
import type { ContractDetail, ContractDocument, ContractLine } from './contract-views.dto';
import { ContractViews } from './contract.views';

@ApiTags('contracts')
@Controller('v1/contracts')
export class ContractViewsController {
  constructor(private readonly views: ContractViews) {}

  /** Contracts that the caller may see, newest first. */
  @Get()
  @Requires('read', 'contract')
  @Answers(200, ContractPageDto)
  list(@Query() query: ContractListQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<ContractLine>> {
    return this.views.list(query, by);
  }

  /** One contract with its versions, the answers of its legs and its signatures. */
  @Get(':id')
  @Requires('read', 'contract')
  @Answers(200, ContractDetailDto)
  @Versioned()
  one(@IdParam() id: string, @CurrentPrincipal() by: Principal): Promise<ContractDetail> {
    return this.views.one(id, by);
  }

  /** The text of one version, as it is signed. */
  @Get(':id/versions/:no')
  @Requires('read', 'contract')
  @Answers(200, ContractDocumentDto)
  document(@IdParam() id: string, @Param() { no }: VersionParamDto, @CurrentPrincipal() by: Principal): Promise<ContractDocument> {
    return this.views.document(id, no, by);
  }
}
