#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.command';
import { demoCommand } from './commands/demo.command';
import { doctorCommand } from './commands/doctor.command';
import { duplicatesRekeyCommand } from './commands/duplicates-rekey.command';
import { enginesCommand } from './commands/engines.command';
import { eventsReplayCommand } from './commands/events-replay.command';
import { eventsTailCommand } from './commands/events-tail.command';
import { migrateCommand } from './commands/migrate.command';
import { namespaceCommand } from './commands/namespace.command';
import { noticesCommand } from './commands/notices.command';
import { policiesCommand } from './commands/policies.command';
import { poolsCommand } from './commands/pools.command';
import { sandboxAdvanceCommand } from './commands/sandbox-advance.command';
import { seedCommand } from './commands/seed.command';
import { serveCommand } from './commands/serve.command';
import { firstAdministratorCommand } from './commands/sign-in-first-administrator.command';
import { signInLinkCommand } from './commands/sign-in-link.command';
import { topicsCommand } from './commands/topics.command';
import { workCommand } from './commands/work.command';
import { useRunningInstallation } from './running-installation';
import { exitCodeOf, exitCodes, textOf } from './exit-codes';
import { Output } from './output';

/** The `throughline` command: one program, many roles. Exit codes: 0 done, 1 failed, 2 wrong usage or settings. */
export function program(output: Output): Command {
  const root = new Command('throughline')
    .description('Carries a deal from the first lead to the last payment.')
    .hook('preAction', (_root, command) => {
      output.setJson(command.optsWithGlobals<{ json?: true }>().json === true);
      useRunningInstallation(output);
    })
    .showHelpAfterError('(throughline --help lists the commands)')
    .exitOverride();
  root.addCommand(serveCommand());
  root.addCommand(workCommand());
  root.addCommand(migrateCommand(output));
  root.addCommand(topicsCommand(output));
  root.addCommand(namespaceCommand(output));
  root.addCommand(seedCommand(output));
  root.addCommand(doctorCommand(output));
  root.addCommand(demoCommand(output));
  root.addCommand(enginesCommand(output));
  root.addCommand(new Command('events').description('Look at events on Kafka.').addCommand(eventsTailCommand(output)).addCommand(eventsReplayCommand(output)));
  root.addCommand(noticesCommand(output));
  root.addCommand(auditCommand(output));
  root.addCommand(policiesCommand(output));
  root.addCommand(poolsCommand(output));
  root.addCommand(new Command('duplicates').description('By what duplicates are found.').addCommand(duplicatesRekeyCommand(output)));
  root.addCommand(new Command('sign-in').description('How people sign in.').addCommand(firstAdministratorCommand(output)).addCommand(signInLinkCommand(output)));
  root.addCommand(new Command('sandbox').description('Business time that can be moved.').addCommand(sandboxAdvanceCommand(output)));
  everyCommand(root, (command) => command.exitOverride().option('--json', 'answer with JSON on standard output'));
  return root;
}

export async function main(argv: readonly string[] = process.argv): Promise<number> {
  const output = new Output(process.stdout, process.stderr);
  try {
    await program(output).parseAsync([...argv]);
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.done;
  } catch (error) {
    // Commander has said already what was wrong.
    if (!(error instanceof CommanderError)) output.failed(textOf(error));
    return exitCodeOf(error);
  }
}

function everyCommand(command: Command, apply: (command: Command) => void): void {
  apply(command);
  for (const child of command.commands) everyCommand(child, apply);
}

if (require.main === module) {
  // A client library may keep a socket or a timer: the exit must not wait for it.
  void main().then((code) => process.exit(code));
}
