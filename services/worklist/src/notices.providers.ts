import { DeadNoticeRepository } from './dead-notices/dead-notice.repository';
import { DeadNoticesController } from './dead-notices/dead-notices.controller';
import { DeadNoticesViews } from './dead-notices/dead-notices.views';
import { WatchDeadNotices } from './dead-notices/watch-dead-notices';
import { DropDeadNoticesCommand } from './drop-dead-notices/drop-dead-notices.command';
import { DropDeadNoticesController } from './drop-dead-notices/drop-dead-notices.controller';
import { DropNoticesOfLeaverCommand } from './drop-notices-when-person-left/drop-notices-of-leaver.command';
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
import { PushKeyRing } from './notice-delivery/push-keys';
import { PushDeviceRepository } from './push-device/push-device.repository';
import { PushDevicesController } from './push-device/push-devices.controller';
import { PushDevicesViews } from './push-device/push-devices.views';
import { RetryDeadNoticesCommand } from './retry-dead-notices/retry-dead-notices.command';
import { RetryDeadNoticesController } from './retry-dead-notices/retry-dead-notices.controller';
import { SetNoticeChoicesCommand } from './set-notice-choices/set-notice-choices.command';
import { SetNoticeChoicesController } from './set-notice-choices/set-notice-choices.controller';
import { SubscribeDeviceCommand } from './subscribe-device/subscribe-device.command';
import { SubscribeDeviceController } from './subscribe-device/subscribe-device.controller';
import { UnsubscribeDeviceCommand } from './unsubscribe-device/unsubscribe-device.command';
import { UnsubscribeDeviceController } from './unsubscribe-device/unsubscribe-device.controller';

export const noticesProviders = [
  NoticeRepository, NoticesViews, MarkNoticesReadCommand, NoticeChoiceRepository, SetNoticeChoicesCommand,
  PushDeviceRepository, PushKeyRing, PushDevicesViews, SubscribeDeviceCommand, UnsubscribeDeviceCommand,
  DeadNoticeRepository, DeadNoticesViews, RetryDeadNoticesCommand, DropDeadNoticesCommand,
  NoticeDeliveryRepository, SecretCipher, Mailer, Deliverer, DropNoticesOfLeaverCommand, { provide: NOTICE_SETTINGS, useFactory: noticeSettings },
];
/** What delivers, and counts what could not be, as long as the service runs. */
export const noticesLife = [Delivering, WatchDeadNotices];
export const noticesControllers = [
  DeadNoticesController, RetryDeadNoticesController, DropDeadNoticesController,
  NoticesController, MarkNoticesReadController, SetNoticeChoicesController, PushDevicesController, SubscribeDeviceController, UnsubscribeDeviceController,
];
