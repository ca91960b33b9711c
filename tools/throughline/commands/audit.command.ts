import { Command } from 'commander';
import type { Output } from '../output';
import { auditExportCommand } from './audit-export.command';
import { auditVerifyCommand } from './audit-verify.command';

/** Who did what and when: that it is what was written, and to take it elsewhere. */
export function auditCommand(output: Output): Command {
  return new Command('audit').description('Check and export who did what, and when.').addCommand(auditVerifyCommand(output)).addCommand(auditExportCommand(output));
}
