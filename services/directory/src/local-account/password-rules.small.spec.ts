import { normalised, passwordFault } from './password-rules';

const lin = { name: 'Lin Fang', email: 'lin.fang@hengyuan.example' };

describe('a password', () => {
  it.each([
    ['correct horse battery', undefined],
    ['sieben Zwerge im Schnee', undefined],
    ['我每天早上都喝一杯热豆浆然后去上班', undefined],
    ['Tr0ub4dor&3xyz', 'too_short'],
    ['我每天喝豆浆', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['aaaaaaaaaaaaaaaaaaaa', 'too_simple'],
    ['abcdefabcdefabcdef', 'too_simple'],
    ['1234567890123456789', 'too_simple'],
    ['abcdefghijklmnopqr', 'too_simple'],
    ['passwordpassword1!', 'too_simple'],
    ['Administrator123456', 'too_simple'],
    ['Welcome-Throughline', 'too_simple'],
    ['LinFang-Hengyuan1', 'about_you'],
    ['lin.fang.example.99', 'about_you'],
  ] as const)('%s: %s', (password, fault) => {
    expect(passwordFault(password, lin)).toBe(fault);
  });

  it('is the same however its characters were composed', () => {
    expect(normalised('cafe\u0301')).toBe(normalised('caf\u00e9'));
  });
});
