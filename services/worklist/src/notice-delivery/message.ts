import type { NoticeKind } from '../notice-views/notices.dto';

export interface Told {
  id: string;
  kind: NoticeKind;
  type: string;
  taskId: string | null;
  approvalId: string | null;
  ask: string;
  said: string | null;
  at: string;
}

/** As people read it. */
export interface Message {
  subject: string;
  lines: {
    text: string;
    said: string | null;
    link: string;
    /** Where he can decide it without signing in. */
    decide?: { text: string; link: string } | undefined;
  }[];
}

const words = {
  zh: {
    waiting: '待您处理', reminder: '提醒：仍待您处理', escalated: '已升级至您', decided: '申请已有结果', question: '有人向您提问', answer: '您的提问已有答复', copied: '抄送给您',
    granted: '已批准', refused: '未批准', lapsed: '逾期未决', decide: '同意或拒绝（无需登录，仅限本人）', many: (n: number) => `${n} 条消息`,
  },
  en: {
    waiting: 'Waiting for you', reminder: 'Still waiting for you', escalated: 'It climbed to you', decided: 'Your request was answered', question: 'A question to you',
    answer: 'Your question was answered', copied: 'For your information', granted: 'granted', refused: 'not granted', lapsed: 'nobody answered in time', decide: 'Approve or reject without signing in, for you alone', many: (n: number) => `${n} notices`,
  },
};

/** `links`: by which tasks that wait for the reader are decided; only what goes to him alone has any. */
export function messageOf(told: Told[], language: 'zh' | 'en', publicUrl: string, links: ReadonlyMap<string, string> = new Map()): Message {
  const said = words[language];
  const lines = told.map((one) => {
    const outcome = (['granted', 'refused', 'lapsed'] as const).find((word) => one.kind === 'decided' && one.type.includes(`.${word}.`));
    const path = one.taskId !== null ? `/v1/tasks/${one.taskId}` : `/v1/approvals/${one.approvalId}`;
    const decide = one.taskId === null ? undefined : links.get(one.taskId);
    return { text: `${said[one.kind]}${outcome ? ` (${said[outcome]})` : ''}: ${one.ask}`, said: one.said, link: publicUrl + path, decide: decide === undefined ? undefined : { text: said.decide, link: decide } };
  });
  // A subject is one line, whatever was asked.
  const subject = lines.length === 1 ? lines[0]!.text.replace(/\s+/g, ' ').slice(0, 200) : said.many(lines.length);
  return { subject, lines };
}

export const textOf = ({ lines }: Message): string => lines.map(({ text, said, link, decide }) => [text, ...(said === null ? [] : [`  ${said}`]), `  ${link}`, ...(decide ? [`  ${decide.text}:`, `  ${decide.link}`] : [])].join('\n')).join('\n\n');

export function htmlOf({ lines }: Message): string {
  const rows = lines.map(({ text, said, link, decide }) => {
    const more = `${said === null ? '' : `<br>${escaped(said)}`}${decide ? `<br><a href="${escaped(decide.link)}">${escaped(decide.text)}</a>` : ''}`;
    return `<p><a href="${escaped(link)}">${escaped(text)}</a>${more}</p>`;
  });
  return `<!doctype html><meta charset="utf-8">${rows.join('')}`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char]!);
