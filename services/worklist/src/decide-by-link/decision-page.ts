import { createHash } from 'node:crypto';
import type { AskedByLink, OpenedLink } from '../decision-link/decision-link.views';
import { escaped } from '../notice-delivery/message';
import type { DecidedByLink } from './decide-by-link.command';
import { words, type Language } from './decision-words';

export type PageState = OpenedLink | { state: 'noted' };

/** Made for a telephone held in one hand: the buttons stay at the lower edge, and are not smaller than a thumb. */
const style = `*{box-sizing:border-box}
body{margin:0;font:17px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif;color:#1a1f2b;background:#f4f5f7}
main{max-width:36rem;min-height:100vh;min-height:100dvh;margin:0 auto;padding:1.25rem 1rem 0;background:#fff;display:flex;flex-direction:column}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 1rem;overflow-wrap:anywhere}
dl{margin:0 0 1rem;display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem}
dt{color:#4d5566}
dd{margin:0;overflow-wrap:anywhere}
.amount{font-size:1.25rem;font-weight:600}
form{display:flex;flex-direction:column;flex:1}
label{display:block;color:#4d5566}
textarea{display:block;width:100%;min-height:5.5rem;margin-top:.35rem;padding:.6rem;font:inherit;border:1px solid #737b8c;border-radius:.4rem}
.small{color:#4d5566;font-size:.85rem}
.fault{color:#a3151d;font-weight:600}
.answers{position:sticky;bottom:0;margin:auto -1rem 0;padding:.75rem 1rem calc(.75rem + env(safe-area-inset-bottom));display:flex;flex-direction:row-reverse;gap:.75rem;background:#fff;border-top:1px solid #d9dce3}
button{flex:1;min-height:44px;padding:.6rem;font:inherit;font-weight:600;border:2px solid #14532d;border-radius:.4rem;background:#14532d;color:#fff}
button.no{border-color:#a3151d;background:#fff;color:#a3151d}
button:focus-visible,textarea:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}`;

/** No script at all, no style but this one, nothing from elsewhere; the address, which is the credential, goes nowhere and is kept nowhere. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  vary: 'accept-language',
};

export function pageOf(shown: PageState, language: Language, did?: DecidedByLink['did']): string {
  const said = words[language];
  const body = bodyOf(shown, language, did);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${said.title} · Throughline</title><style>${style}</style>`;
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head>${head}</head><body><main>${body}</main></body></html>`;
}

function bodyOf(shown: PageState, language: Language, did?: DecidedByLink['did']): string {
  const said = words[language];
  if (shown.state === 'asks') return formOf(shown.asked, shown.zone, language, did === 'comment_missing' ? said.comment_missing : undefined);
  if (shown.state !== 'decided') return message(said[shown.state].head, said[shown.state].text);
  const { outcome, who, his, zone } = shown;
  const at = moment(shown.at, zone, language);
  const what = said.outcomes[outcome] ?? outcome;
  const told = his ? said.decided.his(what, at) : who === null ? said.decided.silence(what, at) : said.decided.others(what, who, at);
  return message(said.decided.head, told, did === 'nothing' ? said.late : undefined);
}

const message = (head: string, ...texts: (string | undefined)[]): string =>
  `<h1>${escaped(head)}</h1>${texts.map((text) => (text === undefined ? '' : `<p role="status">${escaped(text)}</p>`)).join('')}`;

function formOf({ ask, amount, requester, why, dueAt, figures, answers, comment }: AskedByLink, zone: string, language: Language, fault?: string): string {
  const said = words[language];
  const shown = figures.flatMap(([label, value]): [string, string, string?][] => {
    const text = figure(value, language);
    return text === undefined || (amount && isMoney(value) && value.amount === amount.amount) ? [] : [[label, text]];
  });
  const rows: [string, string, string?][] = [
    ...(amount ? [[said.amount, money(amount, language), 'amount'] as [string, string, string]] : []),
    ...(requester === null ? [] : [[said.requester, requester] as [string, string]]),
    ...shown,
    [said.due, moment(dueAt, zone, language)],
    [said.why, why],
  ];
  const list = rows.map(([label, value, kind]) => `<dt>${escaped(label)}</dt><dd${kind ? ` class="${kind}"` : ''}>${escaped(value)}</dd>`).join('');
  const buttons = answers.map((answer, at) => `<button name="outcome" value="${answer}"${at > 0 ? ' class="no"' : ''}>${said.answers[answer]}</button>`).join('');
  return `<h1>${escaped(ask)}</h1><dl>${list}</dl><form method="post">${fault === undefined ? '' : `<p class="fault" role="alert">${escaped(fault)}</p>`}
<label>${said.comment} (${said.needs[comment]})<textarea name="comment" maxlength="2000"${comment === 'always' ? ' required' : ''}></textarea></label>
<p class="small">${said.once}</p><div class="answers">${buttons}</div></form>`;
}

interface MoneyJson {
  amount: string;
  currency: string;
}
const isMoney = (value: unknown): value is MoneyJson => {
  const { amount, currency } = (value ?? {}) as Partial<MoneyJson>;
  return typeof amount === 'string' && typeof currency === 'string';
};

/** What one line can show; of the rest the signed-in see more. */
function figure(value: unknown, language: Language): string | undefined {
  if (isMoney(value)) return money(value, language);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** To the last digit: amounts are text, and stay exact. */
function money({ amount, currency }: MoneyJson, language: Language): string {
  const [whole = '', part] = amount.split('.');
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole === '-' || whole === '' ? '0' : whole));
  return `${whole.startsWith('-') && !grouped.startsWith('-') ? '-' : ''}${grouped}${part === undefined ? '' : `.${part}`} ${currency}`;
}

const moment = (at: Date, zone: string, language: Language): string => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at);
