import { Command } from 'commander';
import type { Output } from '../output';
import { policiesApplyCommand } from './policies-apply.command';
import { policiesDiffCommand } from './policies-diff.command';
import { policiesHistoryCommand } from './policies-history.command';
import { policiesPreviewCommand } from './policies-preview.command';
import { policiesValidateCommand } from './policies-validate.command';

/** Rules as files: checked without a server, compared, tried and brought into force through the API. */
export function policiesCommand(output: Output): Command {
  return new Command('policies')
    .description('The rules of the company, as files.')
    .addCommand(policiesValidateCommand(output))
    .addCommand(policiesDiffCommand(output))
    .addCommand(policiesPreviewCommand(output))
    .addCommand(policiesApplyCommand(output))
    .addCommand(policiesHistoryCommand(output));
}
