import { countedAs, senderOf } from './sender';

const request = (headers: Record<string, string>, ip = '127.0.0.1') => ({ headers, ip }) as never;

describe('the sender of a form', () => {
  it('is who the gateway says, and whoever is connected where it says nothing that is an address', () => {
    expect(senderOf(request({ origin: 'https://a.example', 'x-forwarded-for': '203.0.113.5' }))).toEqual({ origin: 'https://a.example', address: '203.0.113.5' });
    expect(senderOf(request({ 'x-forwarded-for': "' OR 1=1" }))).toEqual({ origin: undefined, address: '127.0.0.1' });
    expect(senderOf(request({}, '::1'))).toEqual({ origin: undefined, address: '::1' });
  });

  it.each([
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '203.0.113.6', false],
    ['203.0.113.5', '::ffff:203.0.113.5', true],
    ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8:0:0:5::9', true],
    ['::1', '::2', true],
  ])('%s and %s count as one: %s', (a, b, same) => expect(countedAs('form', a) === countedAs('form', b)).toBe(same));

  it('is counted for each form by itself, and nobody can read his address', () => {
    expect(countedAs('one', '203.0.113.5')).not.toBe(countedAs('two', '203.0.113.5'));
    expect(countedAs('one', '203.0.113.5')).not.toContain('203');
  });
});
