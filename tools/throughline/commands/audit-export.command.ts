import { open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { auditCsv, exportedLines, type ExportedLine } from '@throughline/messaging/audit-csv';
import { recordExport } from '@throughline/messaging/audit-trail';
import type { AuditFilter } from '@throughline/messaging/audit-trail';
import { Command, InvalidArgumentError, Option } from 'commander';
import { chosenTrails, openTrails } from '../audit/trails';
import { UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import type { DataService } from '../service-registry';

interface Options {
  service?: string[];
  from?: Date;
  until?: Date;
  kind?: string;
  record?: string;
  person?: string;
  format: 'jsonl' | 'csv';
  out: string;
}

/** Writes lines of the audit trail to a file; that it was done is a line of the trail itself. */
export function auditExportCommand(output: Output): Command {
  return new Command('export')
    .description('write lines of the audit trail to a file; the export itself is recorded in the trail')
    .requiredOption('--out <file>', 'the file, which must not exist yet')
    .addOption(new Option('--format <format>', 'one JSON document a line, or CSV').choices(['jsonl', 'csv']).default('jsonl'))
    .option('--service <names...>', 'only the trails of these services')
    .option('--from <instant>', 'from this instant on (business time, ISO 8601 with zone)', instant)
    .option('--until <instant>', 'before this instant', instant)
    .option('--kind <kind>', 'only this kind of record: lead, contract …')
    .option('--record <id>', 'only this record')
    .option('--person <id>', 'only what this person did')
    .action(async ({ service, format, out, ...filter }: Options) => {
      quietLogs();
      const services = chosenTrails(service);
      const counts: Record<string, number> = {};
      const file = await open(out, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`--out: ${out} cannot be made (${error.code === 'EEXIST' ? 'it is there already' : error.code}).`);
      });
      const lines = linesOf(services, filter, counts);
      await pipeline(lines, format === 'csv' ? auditCsv() : asJson, file.createWriteStream());
      output.answer({ out, lines: counts }, [...Object.entries(counts).map(([name, count]) => `${name}: ${count} lines`), `written to ${out}`]);
    });
}

function instant(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(text)) throw new InvalidArgumentError('an instant is like 2026-01-05T01:00:00Z or 2026-01-05T09:00:00+08:00');
  return at;
}

async function* asJson(lines: AsyncIterable<ExportedLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** The line of the export itself is written after the last one. */
async function* linesOf(services: readonly DataService[], filter: AuditFilter, counts: Record<string, number>): AsyncGenerator<ExportedLine> {
  for await (const { service, transactions } of openTrails(services)) {
    let lines = 0;
    for await (const line of exportedLines(service, transactions, filter)) {
      lines += 1;
      yield line;
    }
    await transactions.run((tx) => recordExport(tx, userInfo().username, { filter, lines }));
    counts[service] = lines;
  }
}
