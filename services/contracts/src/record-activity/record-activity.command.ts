import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { contractActivityRecorded } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { ContractRepository } from '../contract/contract.repository';
import type { RecordActivity as Activity, RecordedActivity } from './record-activity.dto';

/** Notes what somebody did with the customer about a contract that has not ended. */
@Injectable()
export class RecordActivity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found, access.denied, contract.not_possible_now */
  async execute(command: Activity & { contractId: string }, by: Principal): Promise<RecordedActivity> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, command.contractId);
      access.require(by, 'log-activity', 'contract', contract);
      contract.go('recordActivity');
      const { kind, minutes = null, note = null } = command;
      const { id, dealId, accountId, orgPath } = contract;
      const activityId = uuidv7();
      await this.contracts.addActivity(tx, { id: activityId, contractId: id, personId: by.personId, kind, minutes, note });
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const data = { contractId: id, dealId, accountId, activityId, by: by.personId, kind, minutes };
      await this.outbox.append(tx, contractActivityRecorded.of({ id, version: sequence, data, correlationId: dealId, orgPath }));
      return { activityId, contractId: id, version: contract.version };
    });
  }
}
