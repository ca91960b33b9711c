import { humanTime, plainProgress } from './progress';

describe('Progress in plain lines', () => {
  const setUp = () => {
    let time = 0;
    const lines: string[] = [];
    const view = plainProgress((line) => lines.push(line), () => time, 15_000);
    view.end(); // the test calls remind() itself
    return { lines, view, after: (ms: number) => (time += ms) };
  };

  it('says what, why, and how long it took', () => {
    const { lines, view, after } = setUp();
    view.listen({ engine: 'Kafka', phase: 'begin', text: 'looking for its program', why: 'it carries every fact' });
    after(2_000);
    view.listen({ engine: 'Kafka', phase: 'doing', text: 'starting' });
    after(6_100);
    view.listen({ engine: 'Kafka', phase: 'ready', text: 'ready at 127.0.0.1:9092' });
    expect(lines).toEqual([
      'Kafka: looking for its program, because it carries every fact',
      'Kafka: starting',
      'Kafka: ready at 127.0.0.1:9092 (8.1 s)',
    ]);
  });

  it('reminds of a long step, with its newest detail, but not of a finished one', () => {
    const { lines, view, after } = setUp();
    view.listen({ engine: 'Temporal', phase: 'doing', text: 'building with Go' });
    for (let packages = 1; packages <= 40; packages++) view.listen({ engine: 'Temporal', phase: 'doing', text: 'building with Go', detail: `${packages} packages` });
    after(14_000);
    view.remind();
    after(51_000);
    view.remind();
    view.listen({ engine: 'Temporal', phase: 'ready', text: 'built' });
    after(60_000);
    view.remind();
    expect(lines).toEqual(['Temporal: building with Go', 'Temporal: still building with Go: 40 packages (1 min 05 s)', 'Temporal: built (1 min 05 s)']);
  });

  it.each([
    [430, '0.4 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [60_000, '1 min 00 s'],
    [425_000, '7 min 05 s'],
  ])('tells %i ms as %s', (ms, text) => expect(humanTime(ms)).toBe(text));
});
