import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { formOpened } from '@throughline/events/form-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { CaptchaCheck } from '../captcha/captcha-check';
import type { Form } from '../form/form';
import { newPublicKey } from '../form/form';
import { formErrors } from '../form/form.errors';
import { FormRepository } from '../form/form.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { OpenedForm, OpenForm } from './open-form.dto';

/** Opens a form for the company's pages: from then on whoever has such a page open may send leads with its public key. */
@Injectable()
export class OpenFormCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly forms: FormRepository,
    private readonly pools: PoolRepository,
    private readonly captcha: CaptchaCheck,
    private readonly outbox: Outbox,
  ) {}

  /** @throws form.captcha_not_set_up, pool.not_found, pool.closed, access.denied */
  async execute(command: OpenForm, by: Principal): Promise<OpenedForm> {
    access.require(by, 'open', 'form');
    if (command.captchaRequired && !this.captcha.isSetUp) throw formErrors.captcha_not_set_up({ field: 'captchaRequired' });
    const { poolId = null, campaign = null, businessType = null, ...rest } = command;
    return this.transaction.run(async (tx) => {
      const orgPath = poolId === null ? by.unitPath : (await this.pools.open(tx, poolId)).orgPath;
      const who = { openedBy: by.personId, openedAt: tx.now, closedAt: null };
      const form: Form = { ...rest, campaign, businessType, id: uuidv7(), publicKey: newPublicKey(), poolId, orgPath: by.unitPath, status: 'open', ...who, version: 1 };
      await this.forms.insert(tx, form);
      const { id: formId, name, source, allowedOrigins, captchaRequired } = form;
      const data = { formId, name, poolId, source, campaign, allowedOrigins, captchaRequired };
      await this.outbox.append(tx, formOpened.of({ id: formId, version: 1, orgPath, data }));
      return { formId, publicKey: form.publicKey, poolId, status: 'open', version: 1 };
    });
  }
}
