import { Inject, Injectable } from '@nestjs/common';
import { endsWithin } from '@throughline/messaging/ends-within';
import { rootLogger } from '@throughline/observability/logger';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DropNoticesOfLeaverCommand } from '../drop-notices-when-person-left/drop-notices-of-leaver.command';
import { noticeChoicesSchema, type NoticeChoices } from '../notice-choices/notice-choices';
import { LinksForMail } from '../decision-link/links-for-mail';
import { PushDeviceRepository } from '../push-device/push-device.repository';
import { channels, planOf, type Channel } from './delivery-time';
import { Mailer } from './mailer';
import { messageOf } from './message';
import { mostAttempts, NoticeDeliveryRepository, type Leased, type Planned, type Unplanned } from './notice-delivery.repository';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';
import { post, Refused } from './post';
import { pushCall } from './push-call';
import { PushKeyRing } from './push-keys';
import { SecretCipher } from './secret-cipher';
import { webhookCall } from './webhook-call';

const batch = 100;
/** Milliseconds for all of one attempt; less than a lease. */
const patience = 45_000;
/** Answers of a push service that say that the browser is not there any more (RFC 8030, 7.3). */
const gone = [404, 410];

/** Brings notices to people by the channels that they chose; at least once, for what arrives cannot be known to have arrived. */
@Injectable()
export class Deliverer {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deliveries: NoticeDeliveryRepository,
    private readonly mailer: Mailer,
    private readonly secrets: SecretCipher,
    private readonly links: LinksForMail,
    private readonly leavers: DropNoticesOfLeaverCommand,
    private readonly devices: PushDeviceRepository,
    private readonly push: PushKeyRing,
    @Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings,
  ) {}

  /** Says of new notices how and when they go. False: there was none. */
  async planSome(): Promise<boolean> {
    return this.transaction.run(async (tx) => {
      const notices = await this.deliveries.lockUnplanned(tx, batch);
      for (const notice of notices) await this.deliveries.plan(tx, notice, this.plansFor(notice));
      return notices.length > 0;
    });
  }

  /** What is due first by a channel, for one attempt; but for what goes to these hosts. */
  async lease(channel: Channel, fullHosts: readonly string[] = []): Promise<Leased | undefined> {
    return this.transaction.run((tx) => this.deliveries.lease(tx, channel, fullHosts));
  }

  /** One attempt, and what came of it. */
  async deliver(leased: Leased): Promise<void> {
    // Planned in the moment in which he left, or before this was done when it is told.
    if (!leased.active) return void (await this.leavers.execute(leased.personId));
    const attempt = this.attempt(leased).then(() => undefined, (reason: Error) => reason);
    const failure = (await endsWithin(patience, attempt)) ? await attempt : new Error('it took too long');
    if (failure && isGone(leased, failure)) return this.forget(leased);
    await this.transaction.run(async (tx) => {
      if (failure) return this.deliveries.failed(tx, leased, failure.message);
      await this.deliveries.sent(tx, leased);
      if (leased.device) await this.devices.reached(tx, leased.device.id);
    });
    if (failure && leased.attempts >= mostAttempts) rootLogger('worklist').warn({ channel: leased.channel, personId: leased.personId, notices: leased.notices.length, reason: failure.message }, 'notices could not be delivered and are dead');
  }

  private plansFor({ active, email, choices, devices, kind, madeAt, zone }: Unplanned): Planned[] {
    if (!active) return [];
    const chosen = choicesOf(choices);
    const targets: Record<Channel, (string | null)[]> = { mail: this.mailer.isSet && email ? [null] : [], webhook: chosen.target === null ? [] : [null], push: this.push.keys ? devices : [] };
    return channels.flatMap((channel) => {
      const plan = planOf(chosen, channel, kind, madeAt, zone);
      return plan ? targets[channel].map((deviceId) => ({ channel, deviceId, plan })) : [];
    });
  }

  private async attempt(leased: Leased): Promise<void> {
    const { channel, personId, notices, email, choices, sealedSecret } = leased;
    const chosen = choicesOf(choices);
    const id = notices[0]!.id;
    if (channel === 'mail') {
      if (!email) throw new Error('the person has no address');
      // A webhook may well lead to a room that others read: what lets its holder decide goes by mail only.
      const links = await this.links.of(personId, notices);
      return this.mailer.send(email, id, messageOf(notices, chosen.language, this.settings.publicUrl, links));
    }
    const message = messageOf(notices, chosen.language, this.settings.publicUrl);
    if (channel === 'push') {
      if (!this.push.keys || !leased.device) throw new Error('nothing is sent to browsers any more');
      return post(pushCall(leased.device, this.push.keys, id, notices, message), this.settings.webhooksInside);
    }
    if (!chosen.target) throw new Error('there is no webhook any more');
    const secret = sealedSecret === null ? undefined : await this.secrets.open(sealedSecret, personId);
    await post(webhookCall({ ...chosen.target, secret }, id, notices, message, new Date()), this.settings.webhooksInside);
  }

  private async forget({ device, personId }: Leased): Promise<void> {
    await this.transaction.run((tx) => this.devices.forget(tx, device!.id, device!));
    rootLogger('worklist').info({ personId, deviceId: device!.id }, 'a browser is not there any more, its subscription is removed');
  }
}

const isGone = ({ device }: Leased, failure: Error): boolean => device !== null && failure instanceof Refused && gone.includes(failure.status);

/** What was chosen under an earlier release is read with the defaults of this one. */
const choicesOf = (document: Partial<NoticeChoices> | null): NoticeChoices => noticeChoicesSchema.parse(document ?? {});
