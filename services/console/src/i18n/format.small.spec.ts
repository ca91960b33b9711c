import { formatDay, formatMoment, formatMoney, formatSpan, spanTo } from './format';

describe('how a person reads', () => {
  it.each([
    ['1234567890123.45', 'en', 'CNY 1,234,567,890,123.45'],
    ['9007199254740993.01', 'zh', 'CNY 9,007,199,254,740,993.01'],
    ['0.1', 'en', 'CNY 0.10'],
    ['-12.3456', 'en', '-CNY 12.3456'],
  ])('%s in %s as %s: no digit is lost', (amount, language, text) => {
    expect(formatMoney({ amount, currency: 'CNY' }, language)).toBe(text);
  });

  it.each([
    ['Asia/Shanghai', 'Thu, 1 Jan 2026, 01:30'],
    ['Europe/Berlin', 'Wed, 31 Dec 2025, 18:30'],
    // Summer time there, and none here.
    ['America/Sao_Paulo', 'Wed, 31 Dec 2025, 14:30'],
  ])('a moment in %s, wherever his browser is', (zone, text) => {
    expect(formatMoment('2025-12-31T17:30:00Z', 'en', zone)).toBe(text);
  });

  it('a day of a calendar, which no zone moves', () => {
    expect([formatDay('2026-03-02', 'en'), formatDay('2026-03-02', 'zh')]).toEqual(['2 Mar 2026', '2026年3月2日']);
  });

  it.each([
    ['2026-01-01T10:00:30Z', '1 minute', false],
    ['2026-01-01T11:59:00Z', '119 minutes', false],
    ['2026-01-03T09:59:00Z', '47 hours', false],
    ['2025-12-29T09:00:00Z', '3 days', true],
  ])('%s as %s from now', (instant, text, past) => {
    const span = spanTo(instant, new Date('2026-01-01T10:00:00Z'));
    expect([formatSpan(span, 'en'), span.past]).toEqual([text, past]);
  });
});
