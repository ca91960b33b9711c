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
import { SetNoticeChoicesCommand } from './set-notice-choices/set-notice-choices.command';
import { SetNoticeChoicesController } from './set-notice-choices/set-notice-choices.controller';
import { SubscribeDeviceCommand } from './subscribe-device/subscribe-device.command';
import { SubscribeDeviceController } from './subscribe-device/subscribe-device.controller';
import { UnsubscribeDeviceCommand } from './unsubscribe-device/unsubscribe-device.command';
import { UnsubscribeDeviceController } from './unsubscribe-device/unsubscribe-device.controller';

export const noticesProviders = [
  NoticeRepository, NoticesViews, MarkNoticesReadCommand, NoticeChoiceRepository, SetNoticeChoicesCommand,
  PushDeviceRepository, PushKeyRing, PushDevicesViews, SubscribeDeviceCommand, UnsubscribeDeviceCommand,
  NoticeDeliveryRepository, SecretCipher, Mailer, Deliverer, { provide: NOTICE_SETTINGS, useFactory: noticeSettings },
];
/** What delivers as long as the service runs. */
export const noticesLife = [Delivering];
export const noticesControllers = [NoticesController, MarkNoticesReadController, SetNoticeChoicesController, PushDevicesController, SubscribeDeviceController, UnsubscribeDeviceController];
