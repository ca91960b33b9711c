import { choosePool, noPool } from './choose-pool';
import { Pool } from './pool.entity';

const pool = (name: string, orgPath: string, takes: string[] = [], status: 'open' | 'closed' = 'open') => Object.assign(new Pool(), { id: name, name, orgPath, takes, status });
const pools = [pool('general', '1.'), pool('direct', '1.', ['direct', 'export']), pool('east', '1.2.', ['direct']), pool('shut', '1.2.1.', ['direct'], 'closed'), pool('tenth', '1.20.', ['direct'])];
const chosen = (businessType: string | null, unitPath: string, among = pools) => choosePool(among, { businessType, unitPath })?.name;

it('takes the nearest above that is open, and never one beside or below', () => {
  expect(['1.2.1.5.', '1.2.', '1.', '1.3.', '1.20.'].map((unitPath) => chosen('direct', unitPath))).toEqual(['east', 'east', 'direct', 'direct', 'tenth']);
  expect([chosen('export', '1.2.1.'), chosen('rentals', '1.2.1.'), chosen(null, '1.2.1.')]).toEqual(['direct', 'general', 'general']);
});

it('takes the highest for the software, which belongs to no unit', () => {
  expect([chosen('direct', ''), chosen('rentals', '')]).toEqual(['direct', 'general']);
});

it('takes the only general one even where it is not above, and none of two that are as near', () => {
  expect(chosen('rentals', '1.3.', [pool('far', '1.2.')])).toBe('far');
  expect(chosen('rentals', '1.3.', [pool('near', '1.3.'), pool('far', '1.')])).toBe('near');
  expect(chosen('rentals', '1.3.', [pool('one', '1.'), pool('other', '1.')])).toBeUndefined();
  expect(chosen('rentals', '1.3.', [pool('direct', '1.', ['direct'])])).toBeUndefined();
  expect(chosen('direct', '1.3.', [])).toBeUndefined();
});

it('says what is open where there is none', () => {
  const refused = expect.objectContaining({ code: 'pool.none_open' });
  expect(() => noPool([pool('direct', '1.', ['direct']), pool('shut', '1.', [], 'closed')], { businessType: 'rentals', unitPath: '1.' })).toThrow(refused);
});
