/**
 * One spelling for what people type in many, so that the duplicate check can be exact.
 * Pure; every function answers null where nothing usable was given.
 */

/** Words and suffixes that name a legal form, in the order in which they are taken off the end (longest first). */
const CHINESE_FORMS = ['股份有限公司', '有限责任公司', '集团有限公司', '有限公司', '分公司', '公司'];
const LATIN_FORMS = new Set([
  'co', 'company', 'corp', 'corporation', 'inc', 'incorporated', 'llc', 'ltd', 'limited', 'plc', 'gmbh', 'ag', 'sa', 'srl', 'bv', 'pty', 'pte', 'kg',
]);

/** Mail providers whose domain says nothing about the employer. */
const FREE_MAIL = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'yahoo.com', 'icloud.com', 'me.com', 'aol.com', 'proton.me', 'gmx.de',
  'qq.com', 'foxmail.com', '163.com', '126.com', 'yeah.net', 'sina.com', 'sina.cn', 'sohu.com', '139.com', '189.cn', 'aliyun.com',
]);

/** Calling codes of the countries whose national numbers we accept without a `+`; others must be written internationally. */
const CALLING_CODES: Record<string, string> = {
  CN: '86', HK: '852', TW: '886', SG: '65', IN: '91', US: '1', CA: '1', GB: '44', DE: '49', FR: '33', JP: '81', KR: '82', AU: '61', AE: '971', SA: '966',
};

/** Words of plain ASCII with single spaces between them, as most values are: nothing to fold, and finding that out costs a tenth of folding. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;

/** Full-width forms folded, spaces collapsed and trimmed. */
export function cleanText(value: string | null | undefined): string | null {
  if (value == null) return null;
  if (CLEAN.test(value)) return value;
  const text = value.normalize('NFKC').replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return text === '' ? null : text;
}

/** `深圳市腾讯计算机系统有限公司` → `深圳市腾讯计算机系统`; `Acme, Inc.` → `acme`. Used for comparing only, never shown. */
export function companyKey(name: string | null | undefined): string | null {
  const text = cleanText(name)?.toLowerCase();
  if (!text) return null;
  const words = text.replace(/[.'’]/g, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  while (words.length > 1 && LATIN_FORMS.has(words[words.length - 1]!)) words.pop();
  let key = words.join('');
  for (const form of CHINESE_FORMS) {
    if (key.length > form.length && key.endsWith(form)) {
      key = key.slice(0, -form.length);
      break;
    }
  }
  return key === '' ? null : key;
}

/** Lower case; null unless it looks like an address (one `@`, a dotted domain, at most 254 characters). */
export function normaliseEmail(value: string | null | undefined): string | null {
  const text = cleanText(value)?.toLowerCase();
  return text && text.length <= 254 && /^[^\s@"<>,;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text) ? text : null;
}

/** Domain of the employer: of the web address when given, else of the e-mail address unless that is a free mail provider's. */
export function companyDomain(email: string | null, website?: string | null): string | null {
  const site = cleanText(website)?.toLowerCase().replace(/^[a-z]+:\/\//, '').replace(/^www\./, '').split(/[/?#:]/)[0];
  if (site && /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(site)) return site;
  const domain = email?.split('@')[1];
  return domain && !FREE_MAIL.has(domain) ? domain : null;
}

/**
 * E.164 (`+8613800138000`). A number without `+` or `00` is read as one of `country` (ISO 3166 alpha-2).
 * Null when it cannot be one: letters, fewer than 7 or more than 15 digits, an unknown country without a calling code.
 */
export function normalisePhone(value: string | null | undefined, country = 'CN'): string | null {
  const text = cleanText(value);
  if (!text) return null;
  const compact = text.replace(/^tel:/i, '').replace(/\(0\)/g, '').replace(/[\s().\-/]/g, '');
  if (!/^(\+|00)?\d+$/.test(compact)) return null;
  const digits = compact.replace(/^\+|^00/, '');
  const international = compact.startsWith('+') || compact.startsWith('00');
  const code = CALLING_CODES[country];
  if (!international && code === undefined) return null;
  const number = international ? digits : code + digits.replace(/^0+/, '');
  return number.length >= 8 && number.length <= 15 && !number.startsWith('0') ? `+${number}` : null;
}

/** Unified social credit code of a Chinese company (GB 32100): 18 characters, upper case, without I, O, S, V, Z. */
export function normaliseCreditCode(value: string | null | undefined): string | null {
  const text = cleanText(value)?.toUpperCase().replace(/[\s-]/g, '');
  return text && /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) ? text : null;
}

/** `Anna Müller` → `A***`: enough to recognise one's own entry, not enough to learn somebody else's. */
export function masked(text: string): string {
  return `${Array.from(text)[0] ?? ''}***`;
}

/** The first `length` UTF-16 units at most, never half a character (which PostgreSQL would refuse). */
export function shortened(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
