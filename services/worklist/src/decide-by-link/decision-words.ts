export type Language = 'zh' | 'en';

/** Of the languages of the pages the one that the browser likes best; English where it names neither. */
export function languageOf(header = ''): Language {
  const wanted = header.split(',').map((part, at) => {
    const [tag = '', ...more] = part.trim().toLowerCase().split(';');
    const weight = Number(/^\s*q=([\d.]+)$/.exec(more.join(';'))?.[1] ?? 1);
    return { language: /^(zh|en)(-|$)/.exec(tag)?.[1] as Language | undefined, weight: Number.isNaN(weight) ? 0 : weight, at };
  });
  const best = wanted.filter(({ language, weight }) => language && weight > 0).sort((a, b) => b.weight - a.weight || a.at - b.at)[0];
  return best?.language ?? 'en';
}

const en = {
  title: 'Your decision', amount: 'Amount', requester: 'Asked by', why: 'Why you', due: 'Due', comment: 'Comment', optional: 'optional',
  answers: { approved: 'Approve', rejected: 'Reject', returned: 'Send back', done: 'Done' } as Record<string, string>,
  outcomes: { approved: 'approved', rejected: 'rejected', returned: 'sent back', done: 'done', lapsed: 'lapsed' } as Record<string, string>,
  needs: { never: 'optional', rejecting: 'needed for a no', always: 'needed' },
  comment_missing: 'Say why, please: this needs a comment.',
  once: 'The link works once, for you alone. Do not pass it on.',
  decided: { head: 'Decided', his: (outcome: string, at: string) => `You ${outcome} it, ${at}.`, others: (outcome: string, who: string, at: string) => `It was ${outcome} by ${who}, ${at}.`, silence: (outcome: string, at: string) => `Nobody answered in time: ${outcome}, ${at}.` },
  late: 'This is what stands. Nothing was changed now.',
  somebody: 'somebody who has left',
  unknown: { head: 'This link is not valid', text: 'Perhaps it was cut off on its way. Sign in and look at your tasks.' },
  expired: { head: 'This link has expired', text: 'A link is good for 72 hours at most. Sign in and look at your tasks.' },
  not_yours: { head: 'You are not asked any more', text: 'The task was handed on, or somebody else has taken it. There is nothing for you to do.' },
  closed: { head: 'No answer is needed any more', text: 'What was asked for was withdrawn, has lapsed, or was settled by others.' },
  changed: { head: 'It has changed since this mail', text: 'Nothing was decided. Use the link of the newest mail, or sign in and read it again.' },
  sign_in: { head: 'Sign in to decide this', text: 'It has to be signed, or its rules want whoever decides it to sign in. A link is not enough.' },
  noted: { head: 'Your answer is on its way', text: 'It was not confirmed in time and is tried again. Open the link once more in a minute: it says what stands.' },
};

const zh: typeof en = {
  title: '请您决定', amount: '金额', requester: '申请人', why: '为何由您决定', due: '截止', comment: '意见', optional: '可不填',
  answers: { approved: '同意', rejected: '拒绝', returned: '退回', done: '完成' },
  outcomes: { approved: '同意', rejected: '拒绝', returned: '退回', done: '完成', lapsed: '逾期' },
  needs: { never: '可不填', rejecting: '拒绝时必填', always: '必填' },
  comment_missing: '请填写意见。',
  once: '此链接仅限您本人使用一次，请勿转发。',
  decided: { head: '已有结果', his: (outcome, at) => `您已于 ${at} ${outcome}。`, others: (outcome, who, at) => `${who} 已于 ${at} ${outcome}。`, silence: (outcome, at) => `无人按时答复：${at} ${outcome}。` },
  late: '以此结果为准，此次未作更改。',
  somebody: '已离职人员',
  unknown: { head: '链接无效', text: '链接可能不完整。请登录后查看您的待办。' },
  expired: { head: '链接已过期', text: '链接最长有效 72 小时。请登录后查看您的待办。' },
  not_yours: { head: '已不需要您处理', text: '该事项已转交他人，或已由他人领取。' },
  closed: { head: '已不需要答复', text: '申请已撤回、已逾期，或已由他人了结。' },
  changed: { head: '发信后内容已有变化', text: '未作任何决定。请使用最新邮件中的链接，或登录后重新查看。' },
  sign_in: { head: '请登录后决定', text: '此事项需要签名，或规则要求登录后决定，不能通过链接处理。' },
  noted: { head: '您的答复正在处理', text: '尚未确认，系统会自动重试。请一分钟后再次打开此链接查看结果。' },
};

export const words: Record<Language, typeof en> = { en, zh };
