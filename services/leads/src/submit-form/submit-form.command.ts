import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { systemPrincipal } from '@throughline/access/principal';
import { requestErrors } from '@throughline/errors/common-errors';
import type { FieldFault } from '@throughline/errors/throughline-error';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { invalidRequest } from '@throughline/http/request.pipe';
import { currentContext, withContext } from '@throughline/observability/context';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CaptchaCheck } from '../captcha/captcha-check';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import type { Form } from '../form/form';
import { leadOf } from '../form/form';
import { formErrors } from '../form/form.errors';
import type { FormEntry } from '../form/form.repository';
import { FormRepository } from '../form/form.repository';
import type { Sender } from './sender';
import { countedAs } from './sender';
import type { SubmitForm, SubmittedForm } from './submit-form.dto';

/** Leads of forms are captured by the software: nobody has signed in. */
const webForm: Principal = systemPrincipal('web-form');
const RECEIVED: SubmittedForm = { received: true };

/** Takes a lead in that a visitor of the company's pages has sent. */
@Injectable()
export class SubmitFormCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly forms: FormRepository,
    private readonly captcha: CaptchaCheck,
    private readonly capture: CaptureLeadCommand,
  ) {}

  /** The form, for a page of one of its origins. @throws form.not_found, form.origin_not_allowed */
  async admit(publicKey: string, { origin }: Sender): Promise<Form> {
    const form = await this.transaction.read((tx) => this.forms.byKey(tx, publicKey));
    if (origin === undefined || !form.allowedOrigins.includes(origin)) throw formErrors.origin_not_allowed();
    return form;
  }

  /**
   * @returns the same for a new lead, one that was known, and what went into the trap
   * @throws form.closed, request.rate_limited, request.invalid, form.captcha_missing, form.captcha_failed, form.captcha_unavailable, lead.*_invalid
   */
  async execute(form: Form, { values, captcha: token }: SubmitForm, sender: Sender): Promise<SubmittedForm> {
    if (form.status === 'closed') throw formErrors.closed();
    await this.requireRoom(form, sender);
    if (values[form.trapField]?.trim()) return this.received(form, { outcome: 'trapped' });
    const faults = faultsOf(form, values);
    if (faults.length > 0) throw invalidRequest(faults);
    if (form.captchaRequired) await this.captcha.require({ token, address: sender.address, hostname: new URL(sender.origin!).hostname });
    return this.received(form, await this.captured(form, values));
  }

  private async requireRoom(form: Form, { address }: Sender): Promise<void> {
    const { ofForm, ofSender, secondsLeft } = await aside(() => this.transaction.run((tx) => this.forms.count(tx, form.id, countedAs(form.id, address))));
    if (ofForm > form.perMinute || ofSender > form.perAddressPerMinute) throw requestErrors.rate_limited({ retryAfterSeconds: secondsLeft });
  }

  private async captured(form: Form, values: Readonly<Record<string, string>>): Promise<FormEntry> {
    const { source, phoneCountry, id: formId, tags } = form;
    const origin = { source, campaign: form.campaign ?? undefined, channel: 'web' as const, formId, poolId: form.poolId ?? undefined, phoneCountry, tags, businessType: form.businessType ?? undefined };
    try {
      const context = { ...currentContext(), principal: { personId: webForm.personId, authType: 'system' as const } };
      const { leadId } = await withContext(context, () => this.capture.execute({ ...leadOf(form, values), ...origin }, { ...webForm, unitPath: form.orgPath ?? '' }, { by: webForm.personId, reason: null }));
      return { outcome: 'created', leadId };
    } catch (error) {
      if (!(error instanceof ThroughlineError) || error.spec.family !== 'user') throw error;
      if (error.code === 'lead.duplicate') return { outcome: 'known', leadId: (error.details.data?.existing as { leadId?: string } | undefined)?.leadId };
      await this.received(form, { outcome: 'refused', code: error.code });
      // Of the pool behind the form the public hears nothing.
      throw error.code.startsWith('pool.') ? formErrors.closed({ cause: error }) : error;
    }
  }

  private async received(form: Form, entry: FormEntry): Promise<SubmittedForm> {
    await aside(() => this.transaction.run((tx) => this.forms.note(tx, form.id, entry)));
    return RECEIVED;
  }
}

/** An idempotency key is for the lead alone: neither the count nor the log may be taken for the answer. */
function aside<T>(work: () => Promise<T>): Promise<T> {
  const { idempotency: _of, ...context } = currentContext();
  return withContext(context, work);
}

function faultsOf(form: Form, values: Readonly<Record<string, string>>): FieldFault[] {
  const known = new Set([form.trapField, ...form.fields.map(({ name }) => name)]);
  const unknown = Object.keys(values).filter((name) => !known.has(name));
  const missing = form.fields.filter(({ name, required }) => required && !values[name]?.trim());
  return [
    ...unknown.map((name) => ({ field: `values.${name}`, code: 'unknown_field', message: 'is not a field of this form' })),
    ...missing.map(({ name, label }) => ({ field: `values.${name}`, code: 'required', message: `${label} is required` })),
  ].slice(0, 20);
}
