import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { refused } from './refused';

interface Verdict {
  ruleId: string | null;
  message: string;
}

const accepted = { file: 'libs/events/src/accepted.ts', code: "import { leadClaimed } from './lead-events';\nexport const type = leadClaimed.type;\n" };

describe('boundaries that lint enforces', () => {
  const verdicts: Verdict[][] = [];

  beforeAll(() => {
    const node = (args: string[], input = '') =>
      execFileSync(process.execPath, args, { cwd: resolve(__dirname, '../..'), input, env: { ...process.env, NX_DAEMON: 'false' } }).toString();
    // The module-boundary rule reads the cached project graph and is silent without one.
    node(['node_modules/.bin/nx', 'show', 'projects']);
    verdicts.push(...(JSON.parse(node(['test/boundaries/lint-texts.mjs'], JSON.stringify([...refused, accepted]))) as Verdict[][]));
  }, 300_000);

  it.each(refused.map((fixture, index) => ({ ...fixture, index })))('refuses: $boundary', ({ index, rule, message }) => {
    expect(verdicts[index]).toContainEqual({ ruleId: rule, message: expect.stringMatching(message) });
  });

  it('accepts what stands inside its boundaries', () => {
    expect(verdicts.at(-1)).toEqual([]);
  });
});
