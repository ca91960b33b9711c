import { Command, Option } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { wholeNumber } from '../policies/arguments';
import { policiesOf } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';
import type { PolicyApplication } from '../policies/answers';
import { applicationLine } from '../policies/answers';

interface Options extends SessionOptions {
  grandfathering: string;
  graceDays: number;
  wait?: number;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Saves files as versions and asks for them to come into force. */
export function policiesApplyCommand(output: Output): Command {
  return withSession(new Command('apply'))
    .description('save policy files and bring them into force on their day; with --wait exit code 1 when one is not complete in time')
    .argument('<files...>', 'YAML or JSON')
    .addOption(new Option('--grandfathering <rule>', 'running ownerships: all take it, keep theirs, or have whichever ends later').choices(['none', 'keep', 'kinder']).default('keep'))
    .option('--grace-days <days>', 'days in which the change takes nothing', wholeNumber, 0)
    .option('--wait <seconds>', 'until every change that has begun is complete', wholeNumber)
    .action(async (files: string[], { grandfathering, graceDays, wait, ...session }: Options) => {
      const policies = policiesOf(files);
      const api = await openSession(session);
      const applications: PolicyApplication[] = [];
      for (const document of policies) {
        const { kind, id, version } = document;
        await api.post('/v1/policies', { document });
        applications.push(await api.post<PolicyApplication>(`/v1/policies/${kind}/${encodeURIComponent(id)}/versions/${version}/apply`, { grandfathering, graceDays }));
      }
      const waits = ({ status, startsAt, requestedAt }: PolicyApplication) => status === 'running' || (status === 'scheduled' && startsAt <= requestedAt);
      const giveUpAt = Date.now() + (wait ?? 0) * 1_000;
      while (applications.some(waits) && Date.now() < giveUpAt) {
        await pause(300);
        for (const [at, application] of applications.entries()) {
          if (!waits(application)) continue;
          applications[at] = await api.get(`/v1/policy-applications/${application.applicationId}`);
          output.note(applicationLine(applications[at]!));
        }
      }
      output.answer({ applications }, applications.map(applicationLine));
      if (wait !== undefined && applications.some(waits)) {
        output.note(`Not complete within ${wait} seconds; throughline policies history tells how far it has come.`);
        process.exitCode = exitCodes.failed;
      }
    });
}
