import type { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { stringify, type Stringifier } from 'csv-stringify';

import { auditPage, type AuditFilter, type AuditLine } from './audit-trail';

/** A line in a file that may hold those of several services. */
export type ExportedLine = { service: string } & AuditLine;

const columns = ['service', 'seq', 'at', 'recordedAt', 'type', 'aggregateType', 'aggregateId', 'sequence', 'actorType', 'actorId', 'correlationId', 'causationId', 'eventId', 'data'];

/** All lines that fit, in order, page by page: a trail of millions needs no more memory than one page. */
export async function* exportedLines(service: string, transactions: TransactionRunner, filter: AuditFilter): AsyncGenerator<ExportedLine> {
  for (let after = '0'; ; ) {
    const page = await transactions.read((tx) => auditPage(tx, after, filter));
    if (page.length === 0) return;
    for (const line of page) yield { service, ...line };
    after = page.at(-1)!.seq;
  }
}

/** What a spreadsheet would take for a formula becomes text. */
export const auditCsv = ({ bom = false } = {}): Stringifier => stringify({ header: true, bom, columns, escape_formulas: true });
