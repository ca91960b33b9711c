import { streamEnd } from './stream-end';

const now = new Date('2026-03-02T02:00:00Z');
const bearer = (claims: object) => `Bearer ${['{"alg":"ES256"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`;
const expiring = (at: string) => bearer({ exp: new Date(at).getTime() / 1000 });

it.each([
  ['with the token', expiring('2026-03-02T02:05:00Z'), undefined, '2026-03-02T02:05:00.000Z'],
  ['after an hour, whatever the token says', expiring('2026-03-03T02:00:00Z'), undefined, '2026-03-02T03:00:00.000Z'],
  ['after an hour where the token does not say', bearer({}), undefined, '2026-03-02T03:00:00.000Z'],
  ['when it was asked to', expiring('2026-03-02T02:05:00Z'), 60, '2026-03-02T02:01:00.000Z'],
  ['with the token, however long it was asked for', expiring('2026-03-02T02:05:00Z'), 3_600, '2026-03-02T02:05:00.000Z'],
])('a stream ends %s', (_what, authorization, seconds, end) => {
  expect(streamEnd(authorization, now, seconds).toISOString()).toBe(end);
});
