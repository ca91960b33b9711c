import { loadSettings } from '@throughline/config/settings';

export interface NoticeSettings {
  /** What links begin with. */
  publicUrl: string;
  /** Absent: no mail is sent. */
  smtpUrl?: string | undefined;
  mailFrom: string;
  /** Seals the secrets of webhooks. Absent: nobody can give one. */
  secret?: string | undefined;
  /** The private key that tells push services who sends. Absent: nothing goes to browsers. */
  pushKey?: string | undefined;
  /** Webhooks, and what browsers give as their address, may be on addresses inside the company, and without https. */
  webhooksInside: boolean;
}

export const NOTICE_SETTINGS = Symbol('NOTICE_SETTINGS');

export function noticeSettings(): NoticeSettings {
  const { PUBLIC_URL, SMTP_URL, MAIL_FROM, NOTICE_SECRET, VAPID_PRIVATE_KEY, WEBHOOKS_INSIDE, THROUGHLINE_SANDBOX } = loadSettings(['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'NOTICE_SECRET', 'VAPID_PRIVATE_KEY', 'WEBHOOKS_INSIDE', 'THROUGHLINE_SANDBOX']);
  return { publicUrl: PUBLIC_URL, smtpUrl: SMTP_URL, mailFrom: MAIL_FROM, secret: NOTICE_SECRET, pushKey: VAPID_PRIVATE_KEY, webhooksInside: WEBHOOKS_INSIDE || THROUGHLINE_SANDBOX };
}
