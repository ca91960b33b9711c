import { Command } from 'commander';
import type { Output } from '../output';
import { policiesDiffCommand } from './policies-diff.command';
import { policiesValidateCommand } from './policies-validate.command';

/** Rules as files: checked without a server, compared, tried and brought into force through the API. */
export function policiesCommand(output: Output): Command {
  return new Command('policies')
    .description('The rules of the company, as files.')
    .addCommand(policiesValidateCommand(output))
    .addCommand(policiesDiffCommand(output));
}
