import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { NoticeChoiceRepository, type StoredChoices } from '../notice-choices/notice-choice.repository';
import type { NoticeChoicesAnswer, SetNoticeChoices } from '../notice-choices/notice-choices';
import { NOTICE_SETTINGS, type NoticeSettings } from '../notice-delivery/notice-settings';
import { mayPostTo } from '../notice-delivery/post';
import { SecretCipher } from '../notice-delivery/secret-cipher';
import { noticeErrors } from '../notice/notice.errors';

/** How one wants to be told; all of it anew. It holds for notices that are made from then on. */
@Injectable()
export class SetNoticeChoicesCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly stored: NoticeChoiceRepository,
    private readonly secrets: SecretCipher,
    @Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings,
  ) {}

  /** @throws notice.target_not_allowed, notice.no_secrets */
  async execute({ target, ...chosen }: SetNoticeChoices, { personId }: Principal): Promise<NoticeChoicesAnswer> {
    if (target && !mayPostTo(target.url, this.settings.webhooksInside)) throw noticeErrors.target_not_allowed({ field: 'target.url' });
    const sealed = target?.secret === undefined ? undefined : await this.secrets.seal(target.secret, personId);
    return this.transaction.run(async (tx) => {
      const before = await this.stored.lock(tx, personId);
      const kept = target !== null && before.choices.target?.url === target.url ? before.sealedSecret : null;
      const now = { choices: { ...chosen, target: target && { url: target.url, shape: target.shape } }, sealedSecret: sealed ?? kept };
      await this.stored.put(tx, personId, now);
      return answerOf(now);
    });
  }

  async current({ personId }: Principal): Promise<NoticeChoicesAnswer> {
    return answerOf(await this.transaction.read((tx) => this.stored.find(tx, personId)));
  }
}

const answerOf = ({ choices, sealedSecret }: StoredChoices): NoticeChoicesAnswer => ({ ...choices, hasSecret: sealedSecret !== null });
