import { Inject, Injectable } from '@nestjs/common';
import { rootLogger } from '@throughline/observability/logger';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { noticeChoicesSchema, type NoticeChoices } from '../notice-choices/notice-choices';
import { LinksForMail } from '../decision-link/links-for-mail';
import { planOf, type Channel } from './delivery-time';
import { Mailer } from './mailer';
import { messageOf } from './message';
import { mostAttempts, NoticeDeliveryRepository, type Leased, type Unplanned } from './notice-delivery.repository';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';
import { post } from './post';
import { SecretCipher } from './secret-cipher';
import { webhookCall } from './webhook-call';

const channels: readonly Channel[] = ['mail', 'webhook'];
const batch = 100;

/** Brings notices to people by the channels that they chose; at least once, for what arrives cannot be known to have arrived. */
@Injectable()
export class Deliverer {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deliveries: NoticeDeliveryRepository,
    private readonly mailer: Mailer,
    private readonly secrets: SecretCipher,
    private readonly links: LinksForMail,
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

  /** One attempt of what is due first. False: nothing is due. */
  async deliverOne(): Promise<boolean> {
    const leased = await this.transaction.run((tx) => this.deliveries.lease(tx));
    if (!leased) return false;
    const error = await this.attempt(leased).then(() => undefined, (reason: Error) => reason.message);
    await this.transaction.run((tx) => (error === undefined ? this.deliveries.sent(tx, leased) : this.deliveries.failed(tx, leased, error, !leased.active)));
    const isDead = error !== undefined && (!leased.active || leased.attempts >= mostAttempts);
    if (isDead) rootLogger('worklist').warn({ channel: leased.channel, personId: leased.personId, notices: leased.notices.length, reason: error }, 'notices could not be delivered and are dead');
    return true;
  }

  private plansFor({ active, email, choices, kind, madeAt, zone }: Unplanned): Parameters<NoticeDeliveryRepository['plan']>[2] {
    const chosen = choicesOf(choices);
    const open = channels.filter((channel) => active && (channel === 'mail' ? this.mailer.isSet && email : chosen.target !== null));
    return open.flatMap((channel) => {
      const plan = planOf(chosen, channel, kind, madeAt, zone);
      return plan ? [{ channel, plan }] : [];
    });
  }

  private async attempt({ channel, personId, notices, email, active, choices, sealedSecret }: Leased): Promise<void> {
    if (!active) throw new Error('the person has left');
    const chosen = choicesOf(choices);
    const id = notices[0]!.id;
    if (channel === 'mail') {
      if (!email) throw new Error('the person has no address');
      // A webhook may well lead to a room that others read: what lets its holder decide goes by mail only.
      const links = await this.links.of(personId, notices);
      return this.mailer.send(email, id, messageOf(notices, chosen.language, this.settings.publicUrl, links));
    }
    if (!chosen.target) throw new Error('there is no webhook any more');
    const secret = sealedSecret === null ? undefined : await this.secrets.open(sealedSecret, personId);
    const message = messageOf(notices, chosen.language, this.settings.publicUrl);
    await post(webhookCall({ ...chosen.target, secret }, id, notices, message, new Date()), this.settings.webhooksInside);
  }
}

/** What was chosen under an earlier release is read with the defaults of this one. */
const choicesOf = (document: Partial<NoticeChoices> | null): NoticeChoices => noticeChoicesSchema.parse(document ?? {});
