import type { NoticeKind } from '../notice-views/notices.dto';

export type Language = 'zh' | 'en';

const en = {
  /** By the fact that is told. Every fact of notice_rule stands here. */
  facts: {
    'throughline.task.assigned.v1': 'Waiting for you',
    'throughline.task.delegated.v1': 'Handed on to you',
    'throughline.task.rerouted.v1': 'Comes to you now',
    'throughline.task.returned.v1': 'Waiting for you again',
    'throughline.task.reminded.v1': 'Still waiting for you',
    'throughline.task.escalated.v1': 'Climbed to you',
    'throughline.approval.granted.v1': 'Your request was granted',
    'throughline.approval.refused.v1': 'Your request was not granted',
    'throughline.approval.lapsed.v1': 'Nobody answered your request in time',
    'throughline.approval.question-asked.v1': 'A question to you',
    'throughline.approval.question-answered.v1': 'Your question was answered',
    'throughline.approval.copied.v1': 'For your information',
  } as Record<string, string>,
  /** For facts that a later release may know of. */
  kinds: {
    waiting: 'Waiting for you', reminder: 'Still waiting for you', escalated: 'Climbed to you', decided: 'Your request was answered', question: 'A question to you',
    answer: 'Your question was answered', copied: 'For your information',
  } satisfies Record<NoticeKind, string> as Record<NoticeKind, string>,
  decide: 'Approve or reject without signing in, for you alone',
  many: '{n} notices',
};

const zh: typeof en = {
  facts: {
    'throughline.task.assigned.v1': '待您处理',
    'throughline.task.delegated.v1': '已转交给您处理',
    'throughline.task.rerouted.v1': '现改由您处理',
    'throughline.task.returned.v1': '重新由您处理',
    'throughline.task.reminded.v1': '提醒：仍待您处理',
    'throughline.task.escalated.v1': '已升级至您',
    'throughline.approval.granted.v1': '您的申请已获批准',
    'throughline.approval.refused.v1': '您的申请未获批准',
    'throughline.approval.lapsed.v1': '您的申请逾期未决',
    'throughline.approval.question-asked.v1': '有人向您提问',
    'throughline.approval.question-answered.v1': '您的提问已有答复',
    'throughline.approval.copied.v1': '抄送给您',
  },
  kinds: { waiting: '待您处理', reminder: '提醒：仍待您处理', escalated: '已升级至您', decided: '您的申请已有结果', question: '有人向您提问', answer: '您的提问已有答复', copied: '抄送给您' },
  decide: '同意或拒绝（无需登录，仅限本人）',
  many: '{n} 条消息',
};

export const noticeWords: Record<Language, typeof en> = { en, zh };
