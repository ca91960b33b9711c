import { z } from 'zod';
import { noticeKind } from '../notice-views/notices.dto';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like 08:30');
/** hourly, daily: several in one message. */
const mode = z.enum(['off', 'at-once', 'hourly', 'daily']);
const modes = z.partialRecord(noticeKind, mode).default({});

export const webhookShape = z.enum(['generic', 'wecom', 'dingtalk', 'feishu']);
export type WebhookShape = z.infer<typeof webhookShape>;

const chosen = {
  language: z.enum(['zh', 'en']).default('zh'),
  /** In the person's own zone; over midnight where `to` is before `from`. What falls in them is sent when they end, but for what has climbed. */
  quietHours: z.strictObject({ from: localTime, to: localTime }).refine(({ from, to }) => from !== to, 'must not be a whole day').nullable().default(null),
  /** true: what has climbed to him waits for the end of the quiet hours too. */
  quietEscalated: z.boolean().default(false),
  /** When daily digests are sent, in his zone. */
  dailyAt: localTime.default('09:00'),
  /** By kind; what is not named: at-once. */
  mail: modes,
  /** By kind; what is not named: at-once, where there is a webhook. */
  webhook: modes,
  /** By kind; what is not named: at-once, to every browser that he has subscribed. */
  push: modes,
};

export const noticeChoicesSchema = z.strictObject({ ...chosen, target: z.strictObject({ url: z.url().max(2_000), shape: webhookShape }).nullable().default(null) });
export type NoticeChoices = z.infer<typeof noticeChoicesSchema>;

export const setNoticeChoicesSchema = z.strictObject({
  ...chosen,
  /** `secret`: what messages are signed with; never answered. Absent: the one from before stays, if the address does. */
  target: z.strictObject({ url: z.url().max(2_000), shape: webhookShape, secret: z.string().min(8).max(200).optional() }).nullable().default(null),
});
export type SetNoticeChoices = z.infer<typeof setNoticeChoicesSchema>;

export const noticeChoicesAnswerSchema = noticeChoicesSchema.extend({ hasSecret: z.boolean() });
export type NoticeChoicesAnswer = z.infer<typeof noticeChoicesAnswerSchema>;

export const unchosen: NoticeChoices = noticeChoicesSchema.parse({});
