import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { ContractAnswerDto } from '../contract/contract.answer';
import { AddVersion } from './add-version.command';
import { AddVersionDto } from './add-version.dto';

@ApiTags('contracts')
@Controller('v1/contracts')
export class AddVersionController {
  constructor(private readonly addVersion: AddVersion) {}

  /** The next version of the document. `If-Match` with the contract's ETag is required: nobody overwrites what he has not read. */
  @Post(':id/versions')
  @Requires('add-version', 'contract')
  @Answers(201, ContractAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() { amount, terms, body, term }: AddVersionDto, @IfMatch() ifVersion: number, @CurrentPrincipal() by: Principal): Promise<ContractAnswerDto> {
    return this.addVersion.execute({ contractId: id, ifVersion, ...(amount && { amount }), ...(terms && { terms }), ...(body !== undefined && { body }), ...(term && { term }) }, by);
  }
}
