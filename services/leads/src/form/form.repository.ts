import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { Form } from './form';
import { formErrors } from './form.errors';

/** What became of one sending of a form. */
export interface FormEntry {
  outcome: 'created' | 'known' | 'trapped' | 'refused';
  leadId?: string | undefined;
  /** Refused: why. */
  code?: string | undefined;
}

export const formColumns = `id, name, public_key AS "publicKey", allowed_origins AS "allowedOrigins", fields, source, campaign, business_type AS "businessType", tags,
  pool_id AS "poolId", org_path AS "orgPath", captcha_required AS "captchaRequired", trap_field AS "trapField", phone_country AS "phoneCountry", per_minute AS "perMinute",
  per_address_per_minute AS "perAddressPerMinute", status, opened_by AS "openedBy", opened_at AS "openedAt", closed_at AS "closedAt", version`;

/** Forms and what was sent with them. */
@Injectable()
export class FormRepository {
  async insert(tx: Tx, form: Form): Promise<void> {
    await tx.query(
      `INSERT INTO lead_form (id, name, public_key, allowed_origins, fields, source, campaign, business_type, tags, pool_id, captcha_required, trap_field, phone_country,
         per_minute, per_address_per_minute, status, opened_by, opened_at, version, org_path)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [
        form.id, form.name, form.publicKey, form.allowedOrigins, JSON.stringify(form.fields), form.source, form.campaign, form.businessType, form.tags, form.poolId,
        form.captchaRequired, form.trapField, form.phoneCountry, form.perMinute, form.perAddressPerMinute, form.status, form.openedBy, form.openedAt, form.version, form.orgPath,
      ],
    );
  }

  /** @throws form.not_found */
  async byKey(tx: Tx, publicKey: string): Promise<Form> {
    return only(await tx.query<Form>(`SELECT ${formColumns} FROM lead_form WHERE public_key = $1`, [publicKey]));
  }

  /** @throws form.not_found */
  async lock(tx: Tx, id: string): Promise<Form> {
    return only(await tx.query<Form>(`SELECT ${formColumns} FROM lead_form WHERE id = $1 FOR UPDATE`, [id]));
  }

  async close(tx: Tx, { id, version }: Form): Promise<void> {
    await tx.query(`UPDATE lead_form SET status = 'closed', closed_at = $3, version = version + 1 WHERE id = $1 AND version = $2`, [id, version, tx.now]);
  }

  async note(tx: Tx, formId: string, { outcome, leadId, code }: FormEntry): Promise<void> {
    await tx.query('INSERT INTO lead_form_entry (id, form_id, received_at, outcome, lead_id, code) VALUES ($1, $2, $3, $4, $5, $6)', [
      uuidv7(), formId, tx.now, outcome, leadId ?? null, code ?? null,
    ]);
  }

  /**
   * Counts one sending in the present minute of the wall clock: for the form, and for its sender. Minutes that are over are thrown away.
   * @returns how many there are with it, and the seconds until the next minute
   */
  async count(tx: Tx, formId: string, sender: string): Promise<{ ofForm: number; ofSender: number; secondsLeft: number }> {
    const rows = await tx.query<{ sender: string; sent: number; left: number }>(
      `WITH over AS (DELETE FROM lead_form_rate WHERE form_id = $1 AND minute < date_trunc('minute', clock_timestamp()) - interval '2 minutes')
       INSERT INTO lead_form_rate AS r (form_id, sender, minute, sent)
       SELECT $1, s, date_trunc('minute', clock_timestamp()), 1 FROM unnest(ARRAY['', $2]) AS s ORDER BY s
       ON CONFLICT (form_id, sender, minute) DO UPDATE SET sent = r.sent + 1
       RETURNING sender, sent, ceil(60 - extract(second FROM clock_timestamp()))::int AS left`,
      [formId, sender],
    );
    const sentBy = (name: string) => rows.find((row) => row.sender === name)!.sent;
    return { ofForm: sentBy(''), ofSender: sentBy(sender), secondsLeft: Math.max(1, rows[0]!.left) };
  }
}

/** @throws form.not_found */
function only(rows: Form[]): Form {
  if (!rows[0]) throw formErrors.not_found();
  return rows[0];
}
