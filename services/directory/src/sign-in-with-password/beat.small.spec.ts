import { BEAT, untilBeat } from './beat';

it.each([0, 0.4, 1, 60, BEAT - 1, BEAT, BEAT + 1, 3.5 * BEAT])('after %d ms one waits for the next beat, never less than one in all', (elapsed) => {
  const all = elapsed + untilBeat(elapsed);
  expect([all % BEAT, all >= BEAT, all - elapsed < BEAT || elapsed < 1]).toEqual([0, true, true]);
});
