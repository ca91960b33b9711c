import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../exit-codes';
import { main } from '../main';
import { readPolicyFile } from './policy-files';

const example = resolve(__dirname, '../../../deploy/policies');
const files = readdirSync(example, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).map((name) => join(example, name));
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const telesales = readFileSync(join(example, 'telesales/pool.yaml'), 'utf8');

describe('the example company', () => {
  it.each(files)('%s is valid and names its schema', (file) => {
    const { documents, approvals, faults } = readPolicyFile(file);
    expect(faults).toEqual([]);
    const [, schema] = /\$schema=(\S+)/.exec(readFileSync(file, 'utf8').split('\n')[0]!)!;
    const title = documents[0] ? `Policy of the kind ${documents[0].kind}` : approvals[0] ? 'Who must agree to a request of one kind' : 'A pool';
    expect(JSON.parse(readFileSync(resolve(file, '..', schema!), 'utf8')).title).toBe(title);
  });

  it('has the rules of the pool and of assignment for each of its four business types, and what holds for all', () => {
    const names = files.flatMap((file) => readPolicyFile(file).documents.map(({ kind, id }) => `${kind}/${id}`));
    const types = ['channel', 'direct', 'events', 'telesales'];
    expect(files.flatMap((file) => readPolicyFile(file).pools.map(({ key, policy, assignment }) => [key, policy, assignment])).sort()).toEqual(types.map((type) => [type, type, type]));
    expect(names.sort()).toEqual([...types.map((type) => `assignment/${type}`), ...types.map((type) => `lead/${type}`), 'account/accounts', 'classification/standard', 'scoring/standard'].sort());
    const asked = files.flatMap((file) => readPolicyFile(file).approvals.map(({ subject }) => subject));
    expect(asked.sort()).toEqual(['contract', 'discount', 'expense', 'extension', 'leave', 'order', 'price-policy', 'registration', 'write-off']);
  });
});

describe('a policy file', () => {
  it('gives the line of every fault', () => {
    const text = telesales.replace('quietDays: 10', 'quietDays: ten').replace('perWeek: 150', 'perMonth: 150');
    const lines = text.split('\n');
    const at = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
    const { documents, faults } = readPolicyFile(write('faulty.yaml', text));
    expect(documents).toEqual([]);
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'clock.quietDays', line: at('quietDays: ten'), column: 14 }),
        expect.objectContaining({ path: 'claim.perMonth', line: at('perMonth') }),
        // What is missing has no line of its own.
        expect.objectContaining({ path: 'claim.perWeek', line: at('perDay: 40') }),
      ]),
    );
  });

  it('may be JSON, may hold several, and says where its text is broken', () => {
    expect(readPolicyFile(write('one.json', JSON.stringify(readPolicyFile(join(example, 'telesales/pool.yaml')).documents[0]))).documents).toHaveLength(1);
    expect(readPolicyFile(write('two.yaml', `${telesales}---\n${telesales}`)).documents).toHaveLength(2);
    expect(readPolicyFile(write('broken.yaml', 'kind: lead\n  id: [\n')).faults[0]).toMatchObject({ line: expect.any(Number) });
    expect(readPolicyFile(write('empty.yaml', '')).faults).toHaveLength(1);
    expect(() => readPolicyFile(join(folder, 'nowhere.yaml'))).toThrow(UsageError);
  });
});

describe('throughline policies validate', () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const run = async (...args: string[]) => {
    written.mockClear();
    const code = await main(['node', 'throughline', 'policies', 'validate', ...args]);
    process.exitCode = undefined;
    return [code, written.mock.calls.join('')] as const;
  };

  it('answers 0 for good files, 1 for faults with their places, 2 for what is no file', async () => {
    expect(await run(...files)).toEqual([0, '20 policies, 4 pools, no fault.\n']);
    expect(await run(example)).toEqual([0, '20 policies, 4 pools, no fault.\n']);
    expect((await run(mkdtempSync(join(folder, 'empty-'))))[0]).toBe(2);
    const [code, text] = await run(write('late.yaml', telesales.replace('"18:00"', '"08:00"')));
    expect(code).toBe(1);
    expect(text).toMatch(/late\.yaml:\d+:\d+: clock\.remindAt must be before the cut-off: write a time before 08:00, or end the day later\n1 fault\.\n$/);
    expect((await run('/nowhere.yaml'))[0]).toBe(2);
    expect((await run())[0]).toBe(2);
  });

  it('answers with one JSON document where it was asked for', async () => {
    const [code, text] = await run(files[0]!, '--json');
    expect([code, JSON.parse(text)]).toMatchObject([0, { ok: true, faults: [], policies: [{ file: files[0] }] }]);
  });
});
