import { Command } from 'commander';
import type { Output } from '../output';
import { policiesApplyCommand } from './policies-apply.command';
import { policiesDiffCommand } from './policies-diff.command';
import { policiesHistoryCommand } from './policies-history.command';
import { policiesPreviewCommand } from './policies-preview.command';
import { policiesRecomputeCommand } from './policies-recompute.command';
import { policiesRetireCommand } from './policies-retire.command';
import { policiesTryCommand } from './policies-try.command';
import { policiesWithdrawCommand } from './policies-withdraw.command';
import { policiesValidateCommand } from './policies-validate.command';

/** Rules as files: checked without a server, compared, tried and brought into force through the API. */
export function policiesCommand(output: Output): Command {
  return new Command('policies')
    .description('The rules of the company, as files.')
    .addCommand(policiesValidateCommand(output))
    .addCommand(policiesDiffCommand(output))
    .addCommand(policiesPreviewCommand(output))
    .addCommand(policiesTryCommand(output))
    .addCommand(policiesApplyCommand(output))
    .addCommand(policiesWithdrawCommand(output))
    .addCommand(policiesRetireCommand(output))
    .addCommand(policiesRecomputeCommand(output))
    .addCommand(policiesHistoryCommand(output));
}
