import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PushKeyRing } from '../notice-delivery/push-keys';
import { PushDeviceRepository } from './push-device.repository';
import { answerOf, type PushDevices } from './push-devices.dto';

@Injectable()
export class PushDevicesViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly devices: PushDeviceRepository,
    private readonly ring: PushKeyRing,
  ) {}

  async own({ personId }: Principal): Promise<PushDevices> {
    const devices = await this.transaction.read((tx) => this.devices.of(tx, personId));
    return { publicKey: this.ring.keys?.publicKey ?? null, devices: devices.map(answerOf) };
  }
}
