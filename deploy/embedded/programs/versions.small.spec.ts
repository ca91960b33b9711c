import { javaMajor } from './java';
import { serverVersion } from './temporal-program';

describe('Reading versions', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_392"', 8],
    ['no java here', 0],
  ])('%s is Java %i', (text, major) => expect(javaMajor(text)).toBe(major));

  it('finds the server inside the CLI', () => {
    expect(serverVersion('temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)')).toEqual([1, 29]);
    expect(serverVersion('temporal version 0.0.0-DEV')).toBeUndefined();
  });
});
