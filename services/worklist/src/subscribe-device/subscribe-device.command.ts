import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { NOTICE_SETTINGS, type NoticeSettings } from '../notice-delivery/notice-settings';
import { mayPostTo } from '../notice-delivery/post';
import { PushKeyRing } from '../notice-delivery/push-keys';
import { noticeErrors } from '../notice/notice.errors';
import { mostDevices } from '../push-device/push-device';
import { PushDeviceRepository } from '../push-device/push-device.repository';
import { answerOf, type PushDeviceAnswer } from '../push-device/push-devices.dto';
import type { SubscribeDevice } from './subscribe-device.dto';

/** From now on one is told on this browser, too. Again it is the same device, with what it says now. */
@Injectable()
export class SubscribeDeviceCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly devices: PushDeviceRepository,
    private readonly ring: PushKeyRing,
    @Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings,
  ) {}

  /** @throws notice.no_push, notice.target_not_allowed, notice.too_many_devices */
  async execute({ endpoint, keys, name }: SubscribeDevice, { personId }: Principal): Promise<PushDeviceAnswer> {
    const own = this.ring.keys;
    if (!own) throw noticeErrors.no_push();
    // A browser says where to send: it could say anything.
    if (!mayPostTo(endpoint, this.settings.webhooksInside)) throw noticeErrors.target_not_allowed({ field: 'endpoint' });
    return this.transaction.run(async (tx) => {
      await this.devices.lock(tx, personId, endpoint);
      if ((await this.devices.others(tx, personId, endpoint)) >= mostDevices) throw noticeErrors.too_many_devices({ data: { most: mostDevices } });
      return answerOf(await this.devices.put(tx, personId, { endpoint, ...keys }, own.publicKey, name));
    });
  }
}
