import { companyDomain, companyKey, masked, normaliseCreditCode, normaliseEmail, normalisePhone, shortened } from './normalise';

describe('normalising', () => {
  it.each([
    ['Harbour Cranes Co., Ltd.', 'harbourcranes'],
    ['HARBOUR-CRANES LTD', 'harbourcranes'],
    ['Ｈａｒｂｏｕｒ　Ｃｒａｎｅｓ', 'harbourcranes'],
    ['深圳市腾讯计算机系统有限公司', '深圳市腾讯计算机系统'],
    ['深圳市腾讯计算机系统股份有限公司', '深圳市腾讯计算机系统'],
    ['Limited', 'limited'],
    ['  ', null],
    [undefined, null],
  ])('company %j → %j', (name, key) => expect(companyKey(name)).toBe(key));

  it.each([
    ['13800138000', 'CN', '+8613800138000'],
    ['138 0013-8000', 'CN', '+8613800138000'],
    ['+86 138 0013 8000', 'DE', '+8613800138000'],
    ['0086 13800138000', 'DE', '+8613800138000'],
    ['010-8888 9999', 'CN', '+861088889999'],
    ['(0)151 12345678', 'DE', '+4915112345678'],
    ['+49 (0)151 12345678', 'CN', '+4915112345678'],
    ['12-34', 'CN', null],
    ['call me', 'CN', null],
    ['1234567890123456', 'CN', null],
    ['13800138000', 'XX', null],
    ['', 'CN', null],
  ])('phone %j of %s → %j', (value, country, phone) => expect(normalisePhone(value, country)).toBe(phone));

  it.each([
    [' Anna@Cranes.Example ', 'anna@cranes.example'],
    ['anna@localhost', null],
    ['a@b.c, d@e.f', null],
    ['anna at cranes', null],
  ])('e-mail %j → %j', (value, email) => expect(normaliseEmail(value)).toBe(email));

  it.each([
    ['anna@cranes.example', undefined, 'cranes.example'],
    ['anna@qq.com', undefined, null],
    ['anna@qq.com', 'https://www.Cranes.example/about', 'cranes.example'],
    [null, undefined, null],
  ])('domain of %j and %j → %j', (email, website, domain) => expect(companyDomain(email, website)).toBe(domain));

  it('takes credit codes of 18 characters only', () => {
    expect(normaliseCreditCode('9144 0300 7084 61136T')).toBe('91440300708461136T');
    expect(normaliseCreditCode('91440300708461136O')).toBeNull();
  });

  it('masks and shortens without breaking a character', () => {
    expect(masked('😀 Ltd')).toBe('😀***');
    expect(shortened('ab😀', 3)).toBe('ab');
  });
});
