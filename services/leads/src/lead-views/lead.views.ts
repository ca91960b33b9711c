import { Injectable } from '@nestjs/common';
import { narrowedParams, narrowedSql } from '@throughline/access/narrowing';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { atLocal } from '@throughline/calendar/working-time';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { recordReading } from '@throughline/messaging/audit-trail';
import type { Tx } from '@throughline/persistence/transaction';
import { somewhere } from '@throughline/persistence/somewhere';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { IntakeRules } from '../intake/intake-rules';
import { requireLead } from '../lead/lead-access';
import type { LeadRules } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import type { Pool } from '../pool/pool.entity';
import { hideableFields } from '../pool/hideable-fields';
import { PoolRepository } from '../pool/pool.repository';
import { leadScope } from '../read-scope';
import { CountViewCommand } from '../view-lead/count-view.command';
import type { LeadDetail, LeadLine, LeadsQuery } from './lead-views.dto';


/** Lists and the card of one lead, always within what the caller may see. */
@Injectable()
export class LeadViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly rules: IntakeRules,
    private readonly looks: CountViewCommand,
    private readonly people: PeopleBook,
  ) {}

  /** Oldest first. Indexes: lead_available (pool, id) for free leads, lead_owner (owner, id) for one's own, lead_org_path for a unit's, else the primary key. */
  async list(query: LeadsQuery, by: Principal): Promise<Page<LeadLine>> {
    const after = parseCursor('leads', query.cursor, z.tuple([z.uuid()]))?.[0];
    const conditions: string[] = [];
    const params: unknown[] = [];
    const where = (sql: string, value: unknown) => conditions.push(sql.replace('?', `$${params.push(value)}`));
    if (after) where('id > ?', after);
    if (query.status) where('status = ?', query.status);
    if (query.pool) where('pool_id = ?', query.pool);
    if (query.owner) where('owner_id = ?', query.owner === 'me' ? by.personId : query.owner);
    if (query.grade) where('grade = ?', query.grade);
    if (query.channel) where('channel = ?', query.channel);
    if (query.businessType) where('business_type = ?', query.businessType);
    if (query.text) where('display_name ILIKE ?', somewhere(query.text));
    if (query.tag) where('? = ANY (tags)', query.tag);
    const rows = await this.transaction.read(async (tx) => {
      if (query.unit) {
        conditions.push(narrowedSql({ owner: 'owner_id', path: 'org_path' }, params.length + 1));
        params.push(...(await narrowedParams(tx, { unit: query.unit })));
      }
      if (query.ends) await this.ending(tx, query.ends, where);
      const scope = leadScope(by, 'lead', params.length + 1);
      conditions.push(scope.sql);
      params.push(...scope.params);
      return tx.query<LineRow>(
        `SELECT id AS "leadId", pool_id AS "poolId", status, display_name AS "displayName", company_name AS "companyName", country, city, source,
           channel, business_type AS "businessType", tags, score, grade, owner_id AS "ownerId", protected_until AS "protectedUntil", because, captured_at AS "capturedAt", pool_since AS "poolSince", end_reason AS "endReason", version
         FROM lead WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT ${query.limit + 1}`,
        params,
      );
    });
    return pageOf('leads', rows, query.limit, ({ leadId }) => [leadId], lineOf);
  }

  /** As the overview counts what goes back to the pools. */
  private async ending(tx: Tx, ends: NonNullable<LeadsQuery['ends']>, where: (sql: string, value: unknown) => void): Promise<void> {
    where('status = ?', 'owned');
    if (ends === 'never') return where('(protected_until IS NULL) = ?', true);
    where(ends === 'late' ? 'protected_until <= ?' : 'protected_until > ?', tx.now);
    if (ends === 'late') return;
    const calendar = await this.people.calendar(tx);
    where('protected_until >= ?', atLocal(calendar, ends, '00:00'));
    where('protected_until < ?', atLocal(calendar, ends, '24:00'));
  }

  /** @throws lead.not_found, also for what lies outside the caller's scope; lead.quota_used_up for a free lead that is one too many today */
  async detail(leadId: string, by: Principal): Promise<LeadDetail> {
    const { card, lookedAt, revealed } = await this.read(leadId, by);
    if (lookedAt) await this.looks.execute(card, lookedAt, by);
    if (revealed) await this.transaction.run((tx) => recordReading(tx, { kind: 'lead', id: card.leadId, what: 'revealed', data: { fields: revealed } }));
    return card;
  }

  /** `lookedAt`: rules by which the look counts, for a free lead and who does not look after its pool. `revealed`: what who does sees and others do not. */
  private async read(leadId: string, by: Principal): Promise<{ card: LeadDetail; lookedAt?: LeadRules; revealed?: string[] }> {
    return this.transaction.read(async (tx) => {
      // A merged lead is a sign that points to the one that stands for it.
      const lead = await this.leads.standing(tx, leadId);
      requireLead(by, 'read', lead);
      const pool = await this.pools.find(tx, lead.poolId);
      const rules = await this.pools.rules(tx, pool, lead.policyVersion);
      const next = lead.nextMoment(rules);
      const outside = lead.status === 'available' && !pool.administrators.includes(by.personId);
      const hideable = lead.status === 'available' ? hideableFields.filter((field) => pool.hiddenFields.includes(field)) : [];
      const hidden = outside ? hideable : [];
      const revealed = outside ? [] : hideable.filter((field) => lead[field] !== null);
      const card: LeadDetail = {
        ...cardOf(lead, hidden),
        scoring: (await this.rules.explain(tx, lead)) ?? null,
        due: dueOf(lead, pool),
        firstAnsweredAt: lead.firstAnsweredAt?.toISOString() ?? null,
        extensions: lead.extensions,
        pauses: lead.pauses,
        reached: lead.reached,
        next: next ? { kind: next.kind, at: next.at.toISOString(), because: next.because } : null,
        reminded: lead.remindedSteps,
        owners: await owners(tx, lead.id),
        activities: await activities(tx, lead.id),
      };
      return { card, ...(outside && { lookedAt: await this.pools.rules(tx, pool) }), ...(revealed.length > 0 && { revealed }) };
    });
  }
}

type LineRow = Omit<LeadLine, 'protectedUntil' | 'capturedAt' | 'cameBack'> & { protectedUntil: Date | null; capturedAt: Date; poolSince: Date; endReason: string | null };

function lineOf({ poolSince, endReason, protectedUntil, capturedAt, ...row }: LineRow): LeadLine {
  const cameBack = cameBackOf({ status: row.status, poolSince, endReason });
  return { ...row, protectedUntil: protectedUntil?.toISOString() ?? null, capturedAt: capturedAt.toISOString(), cameBack };
}

function cameBackOf({ status, poolSince, endReason }: Pick<Lead, 'status' | 'poolSince' | 'endReason'>): LeadLine['cameBack'] {
  return status === 'available' && endReason !== null ? { at: poolSince.toISOString(), reason: endReason } : null;
}

function dueOf(lead: Lead, { policyId: id }: Pool): LeadDetail['due'] {
  if (lead.status !== 'owned') return null;
  const { protectedUntil, because, exemption, policyVersion: version } = lead;
  return { at: protectedUntil?.toISOString() ?? null, because: because!, exemption, policy: { id, version } };
}

type Card = Omit<LeadDetail, 'scoring' | 'due' | 'next' | 'reminded' | 'owners' | 'activities' | 'firstAnsweredAt' | 'extensions' | 'pauses' | 'reached'>;

function cardOf(lead: Lead, hidden: readonly (typeof hideableFields)[number][]): Card {
  const { id: leadId, poolId, status, displayName, companyName, country, city, source, ownerId, version } = lead;
  const { contactName, email, phone, creditCode, domain, product, campaign, externalSystem, externalId } = lead;
  const { channel, referrer, countryCode, region, businessType, tags, score, grade, expectedCloseOn, likelihood } = lead;
  const { attributes, importId, accountId, dealId, endReason, protectedUntil, capturedAt } = lead;
  const card = {
    leadId, poolId, status, displayName, companyName, country, city, source, ownerId, version,
    contactName, email, phone, creditCode, domain, product, campaign, externalSystem, externalId,
    channel, referrer, countryCode, region, businessType, tags, score, grade, expectedCloseOn, likelihood,
    attributes, importId, accountId, dealId, endReason,
    protectedUntil: protectedUntil?.toISOString() ?? null,
    because: lead.because,
    capturedAt: capturedAt.toISOString(),
    cameBack: cameBackOf(lead),
    hidden: [...hidden],
  };
  for (const field of hidden) card[field] = null;
  return card;
}

async function owners(tx: Tx, leadId: string): Promise<LeadDetail['owners']> {
  const rows = await tx.query<LeadDetail['owners'][number] & { from: Date; until: Date | null }>(
    `SELECT owner_id AS "ownerId", acquired, started_at AS from, ended_at AS until, end_reason AS "endReason", policy_version AS "policyVersion"
     FROM ownership WHERE lead_id IN (SELECT merged_leads($1)) ORDER BY started_at, id`,
    [leadId],
  );
  return rows.map((row) => ({ ...row, from: (row.from as Date).toISOString(), until: (row.until as Date | null)?.toISOString() ?? null }));
}

/** The latest hundred, newest first. */
async function activities(tx: Tx, leadId: string): Promise<LeadDetail['activities']> {
  const rows = await tx.query<Omit<LeadDetail['activities'][number], 'at'> & { at: Date }>(
    `SELECT id AS "activityId", kind, minutes, note, occurred_at AS at, person_id AS by, resets FROM activity
     WHERE lead_id IN (SELECT merged_leads($1)) ORDER BY occurred_at DESC, id DESC LIMIT 100`,
    [leadId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
