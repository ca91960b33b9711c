import { MarkNoticesReadCommand } from './mark-notices-read/mark-notices-read.command';
import { MarkNoticesReadController } from './mark-notices-read/mark-notices-read.controller';
import { NoticesController } from './notice-views/notices.controller';
import { NoticesViews } from './notice-views/notices.views';
import { NoticeRepository } from './notice/notice.repository';

export const noticesProviders = [NoticeRepository, NoticesViews, MarkNoticesReadCommand];
export const noticesControllers = [NoticesController, MarkNoticesReadController];
