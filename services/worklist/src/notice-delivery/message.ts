import type { NoticeKind } from '../notice-views/notices.dto';
import { noticeWords, type Language } from './notice-words';

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
    /** The console's page of it, which asks for a sign-in. */
    link: string;
    /** Where he can decide it without signing in. */
    decide?: { text: string; link: string } | undefined;
  }[];
}

/** `links`: by which tasks that wait for the reader are decided; only what goes to him alone has any. */
export function messageOf(told: Told[], language: Language, publicUrl: string, links: ReadonlyMap<string, string> = new Map()): Message {
  const words = noticeWords[language];
  const lines = told.map((one) => {
    const path = one.taskId !== null ? `/tasks/${one.taskId}` : `/approvals/${one.approvalId}`;
    const decide = one.taskId === null ? undefined : links.get(one.taskId);
    return { text: `${words.facts[one.type] ?? words.kinds[one.kind]}: ${one.ask}`, said: one.said, link: publicUrl + path, decide: decide === undefined ? undefined : { text: words.decide, link: decide } };
  });
  // A subject is one line, whatever was asked.
  const subject = lines.length === 1 ? lines[0]!.text.replace(/\s+/g, ' ').slice(0, 200) : words.many.replace('{n}', String(lines.length));
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
