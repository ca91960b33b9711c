import { languageOf } from '../decide-by-link/decision-words';
import { pageHeaders, pageOf } from '../decide-by-link/decision-page';
import type { NoticeSettings } from '../notice-delivery/notice-settings';
import { expiryOf } from './by-link';
import { DecisionLinks, linkId } from './decision-links';

const settings = (secret?: string): NoticeSettings => ({ publicUrl: 'https://crm.example', mailFrom: 'x@x', webhooksInside: false, secret });
const links = new DecisionLinks(settings('s'.repeat(32)));
const link = { taskId: '019a0000-0000-7000-8000-000000000001', personId: '019a0000-0000-7000-8000-000000000002', version: 3, expiresAt: new Date('2026-03-05T02:00:00Z') };

describe('the token of a decision link', () => {
  const token = links.tokenOf(link)!;

  it('says whom and what it is for, and fits into an address', () => {
    expect(links.read(token)).toEqual(link);
    expect(links.addressOf(link)).toBe(`https://crm.example/v1/decision-links/${token}`);
    expect(token).toMatch(/^[A-Za-z0-9_-]{100}$/);
    expect(linkId(token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is none when a single character is another one, when it is cut, and under another key', () => {
    for (let at = 0; at < token.length; at += 1) {
      for (const other of ['A', 'z', '-']) {
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        if (changed !== token) expect(links.read(changed)).toBeUndefined();
      }
    }
    for (const wrong of ['', token.slice(1), `${token}A`, `${token}=`, token.replace(/./, '+')]) expect(links.read(wrong)).toBeUndefined();
    expect(new DecisionLinks(settings('t'.repeat(32))).read(token)).toBeUndefined();
  });

  it('is neither made nor believed without a key', () => {
    const without = new DecisionLinks(settings());
    expect([without.addressOf(link), without.read(token)]).toEqual([undefined, undefined]);
  });

  it('is good for 72 hours, and never beyond the end of the task', () => {
    const now = new Date('2026-03-02T02:00:00Z');
    const lapse = { do: 'lapse' as const, at: '2026-03-03T02:00:00.000Z' };
    expect(expiryOf({ ladder: [lapse], lapseAt: null }, now)).toEqual(new Date(lapse.at));
    expect(expiryOf({ ladder: [], lapseAt: new Date(lapse.at) }, now)).toEqual(new Date(lapse.at));
    // To climb is no end.
    expect(expiryOf({ ladder: [{ ...lapse, do: 'manager' }], lapseAt: null }, now)).toEqual(link.expiresAt);
    expect(expiryOf({ ladder: [{ ...lapse, at: '2026-03-09T02:00:00.000Z' }], lapseAt: null }, now)).toEqual(link.expiresAt);
  });
});

describe('its page', () => {
  const by = { personId: link.personId, name: 'Mei', roles: [], unitPath: '1.', tenant: 'test' };
  const asked = {
    ask: '<script>alert(1)</script>', amount: { amount: '1234567.50', currency: 'CNY' }, requester: 'A & B', why: 'manager', dueAt: link.expiresAt,
    figures: [['Percent', '15'], ['Lines', [1]]] as [string, unknown][], answers: ['approved', 'rejected'] as const, comment: 'always' as const,
  };
  const page = (language: 'zh' | 'en') => pageOf({ state: 'asks', link, by, zone: 'Asia/Shanghai', asked }, language);

  it('is in the language that the browser likes best', () => {
    expect(['zh-CN,zh;q=0.9,en;q=0.8', 'en-GB,zh;q=0.5', 'fr,zh;q=0.3', 'en;q=0.2,zh;q=0.9', 'fr', undefined, 'zh;q=0,en;q=0.1'].map(languageOf)).toEqual(['zh', 'en', 'zh', 'zh', 'en', 'en', 'en']);
    expect([page('zh').includes('>同意</button>'), page('en').includes('>Reject</button>')]).toEqual([true, true]);
  });

  it('shows amounts to the cent and what people wrote as text; there is no script, and buttons are as large as a thumb', () => {
    const html = page('en');
    expect(html).toContain('1,234,567.50 CNY');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('A &amp; B');
    expect(html).not.toContain('<script');
    expect(html).toContain('min-height:44px');
    expect(html).toContain('<textarea name="comment" maxlength="2000" required>');
    expect(pageHeaders['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/);
  });
});
