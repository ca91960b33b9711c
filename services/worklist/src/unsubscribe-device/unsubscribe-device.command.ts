import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PushDeviceRepository } from '../push-device/push-device.repository';
import type { DeviceRemoved } from './unsubscribe-device.dto';

/** One is not told on this browser any more; what was on its way to it is not sent. Again there is nothing to do. */
@Injectable()
export class UnsubscribeDeviceCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly devices: PushDeviceRepository,
  ) {}

  async execute({ deviceId }: { deviceId: string }, { personId }: Principal): Promise<DeviceRemoved> {
    return this.transaction.run(async (tx) => ({ removed: await this.devices.remove(tx, personId, deviceId) }));
  }
}
