import { readFile } from 'node:fs/promises';
import type { AuditFault, AuditHead, AuditReport } from '@throughline/messaging/audit-verification';
import { verifyAudit } from '@throughline/messaging/audit-verification';
import { Command } from 'commander';
import { z } from 'zod';
import { chosenTrails, openTrails } from '../audit/trails';
import { exitCodes, UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

/** What `audit verify --json` answers, as far as it is read again. */
const earlierAnswer = z.object({ services: z.record(z.string(), z.object({ head: z.object({ seal: z.string().regex(/^\d+$/), hash: z.string().regex(/^[0-9a-f]{64}$/) }).nullable() })) });

/** Computes the chain over the audit trail again. */
export function auditVerifyCommand(output: Output): Command {
  return new Command('verify')
    .description('check that no line of the audit trail was changed, removed or put in; exit code 1 if one was')
    .option('--service <names...>', 'only the trails of these services')
    .option('--expect <file>', 'an answer of `audit verify --json` from before: its last seals must still be in the chain (they prove that it was not written anew)')
    .action(async ({ service, expect }: { service?: string[]; expect?: string }) => {
      quietLogs();
      const services = chosenTrails(service);
      const heads = expect === undefined ? {} : await headsFrom(expect);
      const reports: Record<string, AuditReport> = {};
      for await (const { service: name, transactions } of openTrails(services)) {
        reports[name] = await transactions.read((tx) => verifyAudit(tx, name, heads[name] ?? undefined));
      }
      output.answer({ services: reports }, Object.entries(reports).flatMap(([name, report]) => linesOf(name, report)));
      process.exitCode = Object.values(reports).every(({ faults }) => faults.length === 0) ? exitCodes.done : exitCodes.failed;
    });
}

async function headsFrom(file: string): Promise<Record<string, AuditHead | null>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--expect: ${file} cannot be read (${error.code}).`);
  });
  try {
    const { services } = earlierAnswer.parse(JSON.parse(text));
    return Object.fromEntries(Object.entries(services).map(([name, { head }]) => [name, head]));
  } catch {
    throw new UsageError(`--expect: ${file} is no answer of \`throughline audit verify --json\`.`);
  }
}

function linesOf(service: string, { rows, seals, head, unsealed, faults }: AuditReport): string[] {
  const waiting = unsealed > 0 ? `, ${unsealed} not sealed yet` : '';
  const sum = `${service}: ${rows} lines in ${seals} seals${waiting}`;
  if (faults.length > 0) return [`${sum}, ${faults.length}${faults.length === 100 ? ' or more' : ''} FAULTS`, ...faults.map((fault) => `  ${inWords(fault)}`)];
  return [head ? `${sum}, intact; last seal ${head.seal} ${head.hash}` : `${sum}, nothing sealed yet`];
}

function inWords({ kind, seq, seal }: AuditFault): string {
  switch (kind) {
    case 'row-changed':
      return `line ${seq} is not what was sealed (seal ${seal})`;
    case 'row-missing':
      return `line ${seq} was removed (seal ${seal})`;
    case 'row-inserted':
      return `line ${seq} was put in after its stretch was sealed (seal ${seal})`;
    case 'seal-changed':
      return `seal ${seal} was changed, or does not follow the one before it`;
    case 'seal-missing':
      return `seal ${seal} was removed`;
    case 'head-lost':
      return `seal ${seal} is not the one that was expected: the trail was cut off or written anew`;
  }
}
