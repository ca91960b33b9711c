import { z } from 'zod';

import { cursorOf, pageOf, parseCursor } from './page';

const keys = z.tuple([z.string(), z.int()]);

describe('cursors', () => {
  it('come back as they were made', () => {
    expect(parseCursor('leads', cursorOf('leads', ['2026-01-01', 7]), keys)).toEqual(['2026-01-01', 7]);
  });

  it('are absent on the first page', () => {
    expect(parseCursor('leads', undefined, keys)).toBeUndefined();
  });

  const genuine = cursorOf('leads', ['2026-01-01', 7]);
  const forged = `${Buffer.from('["2030-01-01",7]').toString('base64url')}.${genuine.split('.')[1]}`;
  it.each([
    ['another list', cursorOf('deals', ['2026-01-01', 7])],
    ['other keys', cursorOf('leads', [7])],
    ['a changed key', forged],
    ['a cut one', genuine.slice(0, -1)],
    ['nonsense', '%%%'],
    ['nothing', ''],
  ])('of %s are refused', (_what, cursor) => {
    expect(() => parseCursor('leads', cursor, keys)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('show no next page when the rows just fill this one', () => {
    expect(pageOf('n', [1, 2], 2, (n) => [n], String)).toEqual({ items: ['1', '2'] });
    expect(pageOf('n', [1, 2, 3], 2, (n) => [n], String)).toEqual({ items: ['1', '2'], next: cursorOf('n', [2]) });
  });
});
