import { MarkNoticesReadCommand } from './mark-notices-read/mark-notices-read.command';
import { MarkNoticesReadController } from './mark-notices-read/mark-notices-read.controller';
import { NoticeChoiceRepository } from './notice-choices/notice-choice.repository';
import { Deliverer } from './notice-delivery/deliverer';
import { Delivering } from './notice-delivery/delivering';
import { Mailer } from './notice-delivery/mailer';
import { NoticeDeliveryRepository } from './notice-delivery/notice-delivery.repository';
import { NOTICE_SETTINGS, noticeSettings } from './notice-delivery/notice-settings';
import { SecretCipher } from './notice-delivery/secret-cipher';
import { NoticesController } from './notice-views/notices.controller';
import { NoticesViews } from './notice-views/notices.views';
import { NoticeRepository } from './notice/notice.repository';
import { SetNoticeChoicesCommand } from './set-notice-choices/set-notice-choices.command';
import { SetNoticeChoicesController } from './set-notice-choices/set-notice-choices.controller';

export const noticesProviders = [
  NoticeRepository, NoticesViews, MarkNoticesReadCommand, NoticeChoiceRepository, SetNoticeChoicesCommand,
  NoticeDeliveryRepository, SecretCipher, Mailer, Deliverer, { provide: NOTICE_SETTINGS, useFactory: noticeSettings },
];
/** What delivers as long as the service runs. */
export const noticesLife = [Delivering];
export const noticesControllers = [NoticesController, MarkNoticesReadController, SetNoticeChoicesController];
