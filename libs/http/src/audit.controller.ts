import { Readable } from 'node:stream';

import { Controller, Get, Inject, Query, Res, type Type } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

import { access } from '@throughline/access/access';
import type { VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { auditCsv, exportedLines } from '@throughline/messaging/audit-csv';
import { lastSeal, latestLines, recordReading, type AuditFilter, type LastSeal, type ShownAuditLine } from '@throughline/messaging/audit-trail';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { AuditDto, AuditExportQueryDto, AuditQueryDto, type Audit, type AuditEntry, type AuditExportQuery } from './audit.dto';
import { Answers, CurrentPrincipal, Requires } from './decorators';
import { pageOf, parseCursor } from './page';

const list = 'audit';
const before = z.tuple([z.iso.datetime(), z.string().regex(/^\d+$/)]);

/**
 * The trail of one service over HTTP, the same for all of them. It tells of everything that anybody did, also of what others see masked, so that it is shown
 * to those only whose right reaches everything; that it was read is a line of it, written before anything is handed out.
 * @param people table of the service that knows names by id
 */
export function auditController(service: string, people = 'known_person'): Type<unknown> {
  @ApiTags('audit')
  @Controller(`v1/audit/${service}`)
  class AuditController {
    constructor(@Inject(TransactionRunner) private readonly transaction: TransactionRunner) {}

    /** Who did what, the latest first. */
    @Get()
    @Requires('read', 'audit')
    @Answers(200, AuditDto)
    async trail(@Query() { limit, cursor, ...asked }: AuditQueryDto, @CurrentPrincipal() by: Principal): Promise<Audit> {
      requireAll(by, 'read');
      const place = parseCursor(list, cursor, before);
      const { lines, seal } = await this.transaction.read(async (tx) => ({ lines: await latestLines(tx, people, place, filterOf(asked), limit + 1), seal: await lastSeal(tx) }));
      const page = pageOf(list, lines, limit, ({ at, seq }) => [at, seq], (line) => entryOf(line, seal));
      await this.transaction.run((tx) => recordReading(tx, { kind: 'audit', id: service, what: 'revealed', data: { filter: asked, lines: page.items.length } }));
      return { ...page, service, seal: seal ? { no: seal.no, sealedAt: seal.sealedAt.toISOString(), hash: seal.hash } : null };
    }

    /** The same lines as a file, in the order in which they were written, as `throughline audit export` writes them. */
    @Get('export.csv')
    @Requires('export', 'audit')
    @ApiProduces('text/csv')
    async file(@Query() asked: AuditExportQueryDto, @CurrentPrincipal() by: Principal, @Res() reply: FastifyReply): Promise<void> {
      requireAll(by, 'export');
      await this.transaction.run((tx) => recordReading(tx, { kind: 'audit', id: service, what: 'exported', data: { filter: asked } }));
      const lines = Readable.from(exportedLines(service, this.transaction, filterOf(asked)));
      await reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit-${service}.csv"`)
        .send(lines.pipe(auditCsv({ bom: true })));
    }
  }
  return AuditController;
}

/** A line says of no unit that it is its own: whose right ends at one sees none. */
function requireAll(by: Principal, verb: VerbOf<'audit'>): void {
  if (access.scopeOf(by, verb, 'audit') !== 'all') throw accessErrors.denied({ detail: 'The audit trail is for those whose right to it reaches the whole company.' });
}

function filterOf({ from, until, ...rest }: AuditExportQuery): AuditFilter {
  const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...named, ...(from !== undefined && { from: new Date(from) }), ...(until !== undefined && { until: new Date(until) }) };
}

function entryOf({ seq, at, recordedAt, type, aggregateType, aggregateId, actorType, actorId, actorName, correlationId, data }: ShownAuditLine, seal: LastSeal | undefined): AuditEntry {
  const said = data as Record<string, unknown>;
  return {
    seq,
    at,
    recordedAt,
    what: type.replace(/^throughline\.|\.v\d+$/g, ''),
    record: { kind: aggregateType, id: aggregateId },
    by: actorType !== null && actorId !== null ? { type: actorType, id: actorId, name: actorName } : null,
    standsInFor: typeof said.standsInFor === 'string' ? said.standsInFor : null,
    correlationId,
    data: said,
    sealed: seal !== undefined && BigInt(seq) <= BigInt(seal.upTo),
  };
}
