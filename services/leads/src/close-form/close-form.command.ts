import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { formClosed } from '@throughline/events/form-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { formErrors } from '../form/form.errors';
import { FormRepository } from '../form/form.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { ClosedForm } from './close-form.dto';

/** Closes a form for ever: pages that still show it are refused. */
@Injectable()
export class CloseFormCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly forms: FormRepository,
    private readonly pools: PoolRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws form.not_found, form.closed, access.denied */
  async execute({ formId }: { formId: string }, by: Principal): Promise<ClosedForm> {
    access.require(by, 'close', 'form');
    return this.transaction.run(async (tx) => {
      const form = await this.forms.lock(tx, formId);
      if (form.status === 'closed') throw formErrors.closed();
      const orgPath = form.poolId === null ? form.orgPath! : (await this.pools.find(tx, form.poolId)).orgPath;
      const version = form.version + 1;
      await this.forms.close(tx, form);
      await this.outbox.append(tx, formClosed.of({ id: formId, version, orgPath, data: { formId, name: form.name } }));
      return { formId, status: 'closed', version };
    });
  }
}
