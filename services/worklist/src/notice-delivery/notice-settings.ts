import { loadSettings } from '@throughline/config/settings';

export interface NoticeSettings {
  /** What links begin with. */
  publicUrl: string;
  /** Absent: no mail is sent. */
  smtpUrl?: string | undefined;
  mailFrom: string;
  /** Seals the secrets of webhooks. Absent: nobody can give one. */
  secret?: string | undefined;
  /** Webhooks may be on addresses inside the company, and without https. */
  webhooksInside: boolean;
}

export const NOTICE_SETTINGS = Symbol('NOTICE_SETTINGS');

export function noticeSettings(): NoticeSettings {
  const { PUBLIC_URL, SMTP_URL, MAIL_FROM, NOTICE_SECRET, WEBHOOKS_INSIDE, THROUGHLINE_SANDBOX } = loadSettings(['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'NOTICE_SECRET', 'WEBHOOKS_INSIDE', 'THROUGHLINE_SANDBOX']);
  return { publicUrl: PUBLIC_URL, smtpUrl: SMTP_URL, mailFrom: MAIL_FROM, secret: NOTICE_SECRET, webhooksInside: WEBHOOKS_INSIDE || THROUGHLINE_SANDBOX };
}
