import { typedCells } from './typed-cells';

const never = () => false;
const always = () => true;

describe('cells that are more than text', () => {
  it.each([
    ['2026-06-30', '2026-06-30'],
    ['2026/6/3', '2026-06-03'],
    ['2026年6月30日', '2026-06-30'],
    [' ', undefined],
  ])('day %j → %j', (expectedCloseOn, day) => expect(typedCells({ expectedCloseOn }, never).expectedCloseOn).toBe(day));

  it.each(['30.06.2026', '06/07/2026', '2026-02-30', 'soon'])('refuses %j, which is no day or could be two', (expectedCloseOn) => {
    expect(() => typedCells({ expectedCloseOn }, never)).toThrow(expect.objectContaining({ code: 'import.date_invalid' }));
    expect(typedCells({ expectedCloseOn }, always).expectedCloseOn).toBeUndefined();
  });

  it.each([['75', 75], ['75 %', 75], ['0', 0], ['100%', 100]])('percentage %j → %j', (likelihood, percent) => expect(typedCells({ likelihood }, never).likelihood).toBe(percent));
  it.each(['101', '-1', '0.5', 'high'])('refuses %j as a percentage', (likelihood) => {
    expect(() => typedCells({ likelihood }, never)).toThrow(expect.objectContaining({ code: 'import.percent_invalid' }));
  });

  it('makes names of types and tags, each tag once', () => {
    expect(typedCells({ businessType: ' Key Account ', tags: 'VIP; vip,  Trade Fair|重点客户，--' }, never)).toEqual({
      businessType: 'key-account',
      tags: ['vip', 'trade-fair', '重点客户'],
    });
  });
});
