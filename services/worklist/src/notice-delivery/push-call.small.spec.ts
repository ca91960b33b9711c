import { messageOf, type Told } from './message';
import { mostBytes, pushPayload } from './push-call';

const told = (ask: string, said: string | null = null): Told => ({ id: 'n-1', kind: 'waiting', type: 'throughline.task.assigned.v1', taskId: 't-1', approvalId: null, ask, said, at: '2026-03-02T02:00:00.000Z' });

it.each([
  ['Chinese', Array<Told>(100).fill(told('给海港起重机的百分之十五折扣'.repeat(10)))],
  ['what JSON writes as six characters', [told('\u0001'.repeat(400), '\u0002'.repeat(4_000))]],
  ['pairs of surrogates', [told('🏗'.repeat(300), '🏗'.repeat(3_000))]],
])('fits into what push services take, also %s', (_what, notices) => {
  const payload = pushPayload('n-1', notices, messageOf(notices, 'zh', 'https://crm.example.com'));
  expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(mostBytes);
  expect(JSON.parse(payload)).toMatchObject({ id: 'n-1', count: notices.length, notices: expect.arrayContaining([expect.objectContaining({ taskId: 't-1' })]) });
  expect(payload).not.toMatch(/\\ud[89a-f]/i);
});
