import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { Form } from '../form/form';
import { formErrors } from '../form/form.errors';
import { formColumns } from '../form/form.repository';
import type { FormDetail, FormLine, FormsQuery } from './form-views.dto';

@Injectable()
export class FormViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Oldest first, by primary key: a company has some dozens. */
  async list({ limit, cursor, status }: FormsQuery, by: Principal): Promise<Page<FormLine>> {
    access.require(by, 'read', 'form');
    const after = parseCursor('lead-forms', cursor, z.tuple([z.uuid()]))?.[0] ?? null;
    const rows = await this.transaction.read((tx) =>
      tx.query<Form>(
        `SELECT ${formColumns} FROM lead_form WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR status = $2) ORDER BY id LIMIT $3`,
        [after, status ?? null, limit + 1],
      ),
    );
    return pageOf('lead-forms', rows, limit, ({ id }) => [id], lineOf);
  }

  /** @throws form.not_found */
  async detail(formId: string, by: Principal): Promise<FormDetail> {
    access.require(by, 'read', 'form');
    return this.transaction.read(async (tx) => {
      const [form] = await tx.query<Form>(`SELECT ${formColumns} FROM lead_form WHERE id = $1`, [formId]);
      if (!form) throw formErrors.not_found();
      const counts = await tx.query<{ outcome: keyof FormDetail['totals']; sent: number }>(
        'SELECT outcome, count(*)::int AS sent FROM lead_form_entry WHERE form_id = $1 GROUP BY outcome',
        [formId],
      );
      const totals = { created: 0, known: 0, trapped: 0, refused: 0 };
      for (const { outcome, sent } of counts) totals[outcome] = sent;
      const { allowedOrigins, fields, businessType, tags, captchaRequired, trapField, phoneCountry, perMinute, perAddressPerMinute, openedBy, closedAt } = form;
      const more = { allowedOrigins, fields, businessType, tags, captchaRequired, trapField, phoneCountry, perMinute, perAddressPerMinute, openedBy };
      return { ...lineOf(form), ...more, closedAt: closedAt?.toISOString() ?? null, totals };
    });
  }
}

function lineOf({ id: formId, name, publicKey, source, campaign, poolId, status, openedAt, version }: Form): FormLine {
  return { formId, name, publicKey, source, campaign, poolId, status, openedAt: openedAt.toISOString(), version };
}
