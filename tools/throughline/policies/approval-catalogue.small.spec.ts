import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const [, table = ''] = readFileSync(resolve(root, 'docs/approvals.md'), 'utf8').split('## What is proved where');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').slice(1, 4).map((cell) => cell.trim()) as [what: string, test: string, file: string]);

describe('everything that approvals can do', () => {
  it('is in the table once, and the table is printed', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows.map(([what]) => what)).size).toBe(rows.length);
    const wide = Math.max(...rows.map(([what]) => what.length));
    process.stdout.write(`${rows.map(([what, test, file]) => `${what.padEnd(wide)}  ${file}: ${test}`).join('\n')}\n`);
  });

  it.each(rows)('%s: the test "%s" is there', (_, test, file) => {
    const path = resolve(root, file);
    expect(existsSync(path)).toBe(true);
    // Quotes inside a title are escaped in the source.
    expect(readFileSync(path, 'utf8').replaceAll("\\'", "'")).toContain(`'${test}`);
  });
});
