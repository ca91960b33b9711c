import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Requires } from '@throughline/http/decorators';
import { checkPolicy, pathText } from '@throughline/policy/policy-kinds';
import type { PolicyFindings } from './validate-policy.dto';
import { PolicyFindingsDto, ValidatePolicyDto } from './validate-policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class ValidatePolicyController {
  /** Whether a document could be saved, with every fault and its place. Saves nothing. */
  @Post('validate')
  @Requires('read', 'policy')
  @Answers(200, PolicyFindingsDto)
  validate(@Body() { document }: ValidatePolicyDto): PolicyFindings {
    const checked = checkPolicy(document);
    return checked.ok ? { ok: true, faults: [] } : { ok: false, faults: checked.faults.map(({ path, ...fault }) => ({ path: pathText(path), ...fault })) };
  }
}
