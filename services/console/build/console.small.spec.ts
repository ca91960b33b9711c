import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { faultsOfTexts } from './texts';

const built = resolve(__dirname, '../../../dist/services/console');

describe('the texts', () => {
  it('are complete in every language, and all shown', () => {
    expect(faultsOfTexts(resolve(__dirname, '../src'))).toEqual([]);
  });

  it.each([
    ['missing in a language', { 'zh.json': '{}' }, ['common: "hello" is missing in zh']],
    ['shown nowhere', { 'en.json': '{"hello":"Hello {{name}}","old":"Old"}', 'zh.json': '{"hello":"{{name}}好","old":"旧"}' }, ['common: "old" in en is shown nowhere', 'common: "old" in zh is shown nowhere']],
    ['wanted but written nowhere', { 'app.tsx': "t('hello'); t('bye')" }, ['common: "bye", wanted in app.tsx, is in no language']],
    ['without what is inserted', { 'zh.json': '{"hello":"您好"}' }, ['common: "hello" in zh leaves out {{name}}']],
    ['empty', { 'zh.json': '{"hello":" "}' }, expect.arrayContaining(['common: "hello" in zh is empty'])],
  ])('that are %s are found', (_what, files, faults) => {
    const src = mkdtempSync(join(tmpdir(), 'texts-'));
    const all: Record<string, string> = { 'en.json': '{"hello":"Hello {{name}}"}', 'zh.json': '{"hello":"{{name}}好"}', 'app.tsx': "t('hello')", 'screens.ts': '', ...files };
    for (const [name, text] of Object.entries(all)) {
      const path = join(src, name.endsWith('.json') ? `i18n/common/${name}` : name === 'screens.ts' ? 'screens/screens.ts' : name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    expect(faultsOfTexts(src)).toEqual(faults);
    rmSync(src, { recursive: true });
  });
});

it('has words for every fact that is told', () => {
  const { what } = JSON.parse(readFileSync(resolve(__dirname, '../src/i18n/facts/en.json'), 'utf8')) as { what: Record<string, Record<string, string>> };
  const facts = readdirSync(resolve(__dirname, '../../../libs/events/schemas')).map((file) => file.split('.').slice(1, 3) as [string, string]);
  expect(facts.length).toBeGreaterThan(160);
  expect(facts.filter(([aggregate, fact]) => !(fact in (what[aggregate] ?? {})))).toEqual([]);
});

/** What somebody loads until he sees his inbox: the entry, all that it imports at once, and that of the first screen; gzipped. And what each other page adds. */
describe('what is loaded', () => {
  const inbox = sizesOf(['index.html', 'src/screens/inbox/inbox-page.tsx', ...['i18n/common', 'screens/inbox/i18n', 'screens/tasks/i18n'].map((folder) => `src/${folder}/zh.json`)]);

  it('for the first screen is at most 200 kB, in few files', () => {
    expect({ ...inbox, fits: inbox.bytes <= 200_000 }).toMatchObject({ fits: true });
    expect(inbox.files.size).toBeLessThanOrEqual(14);
  });

  it('for any other page is at most as much again', () => {
    const pages = Object.keys(manifest()).filter((key) => key.endsWith('-page.tsx'));
    const added = pages.map((key) => ({ key, ...sizesOf([key, 'src/app/all-styles.ts'], inbox.files) }));
    expect(added.length).toBeGreaterThan(15);
    expect(added.filter(({ bytes, files }) => bytes > 200_000 || files.size > 18)).toEqual([]);
  });
});

function manifest(): Record<string, { file: string; css?: string[]; imports?: string[] }> {
  return JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as ReturnType<typeof manifest>;
}

/** Of these files and all that they import at once, but for what is there already. */
function sizesOf(keys: readonly string[], known: ReadonlyMap<string, number> = new Map()): { bytes: number; files: Map<string, number> } {
  const chunks = manifest();
  const files = new Map<string, number>();
  const add = (key: string): void => {
    const chunk = chunks[key]!;
    if (files.has(chunk.file) || known.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) if (!known.has(file)) files.set(file, readFileSync(join(built, `${file}.gz`)).length);
    for (const other of chunk.imports ?? []) add(other);
  };
  keys.forEach(add);
  return { files, bytes: [...files.values()].reduce((total, size) => total + size, 0) };
}
