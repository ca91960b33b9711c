import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { because, reasonCodes } from '@throughline/policy/because';
import * as intake from '@throughline/policy/default-intake-policies';
import * as selling from '@throughline/policy/default-policies';
import { errorCatalogue } from '@throughline/errors/throughline-error';
import { keyOf } from '../src/i18n/label-key';

const root = resolve(__dirname, '../../..');
const src = resolve(__dirname, '../src');
const languages = ['en', 'zh'] as const;
type Texts = { [key: string]: Texts } & string;

const texts = (folder: string, language: string): Texts => JSON.parse(readFileSync(join(src, folder, `${language}.json`), 'utf8')) as Texts;
const filesBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !path.includes('node_modules')).map((path) => join(folder, path));

/** Of verbs that no page sends, and of those that the page answers in general (too many requests). */
const ELSEWHERE = ['directory_sync', 'founding', 'form', 'sandbox_time', 'signing_key', 'task_changes'];

describe('what the services refuse', () => {
  const declaring = [...filesBelow(join(root, 'libs')), ...filesBelow(join(root, 'services'))].filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('services/console/') && readFileSync(path, 'utf8').includes('= defineErrors('));
  for (const path of declaring) require(path);
  const codes = [...errorCatalogue()].filter(([code, { family, status }]) => family === 'user' && status !== 404 && status !== 429 && !ELSEWHERE.includes(code.split('.')[0]!)).map(([code]) => code);

  it.each(languages)('is said in words, with what can be done about it (%s)', (language) => {
    const { code: words } = texts('i18n/refusals', language);
    const [prefixes, wordless] = [new Set(codes.map((code) => code.split('.')[0])), codes.filter((code) => {
      const [prefix, key] = code.split('.') as [string, string];
      return !words![prefix]?.[key]?.what || !words![prefix][key].do;
    })];
    expect(prefixes.size).toBeGreaterThan(25);
    expect(wordless).toEqual([]);
  });

  it('has no words that nothing is refused with', () => {
    const { code: words } = texts('i18n/refusals', 'en');
    const known = new Set(errorCatalogue().keys());
    expect(Object.entries(words!).flatMap(([prefix, keys]) => Object.keys(keys).map((key) => `${prefix}.${key}`)).filter((code) => !known.has(code))).toEqual([]);
  });
});

describe('why a moment is what it is', () => {
  it.each(languages)('is said in words, with all that its reason tells (%s)', (language) => {
    const { says } = texts('i18n/because', language);
    expect(Object.keys(says!).sort()).toEqual([...reasonCodes].sort());
    const said = { days: 7777, basis: 'calendar', on: '2026-03-02', until: '2026-03-09', since: 'claim', hours: 4444, stage: 'Develop', what: 'contract', more: 'a key' };
    const lost = reasonCodes.flatMap((code) => {
      const english = because('', code, said as never).text;
      const words = says![code] as string;
      const inWords = (name: string) => words.includes(`{{${name}}}`) || (name === 'days' && words.includes('{{span}}'));
      return (['days', 'on', 'until', 'hours', 'stage'] as const).filter((name) => english.includes(String(said[name])) && !inWords(name)).map((name) => `${code}: ${name}`);
    });
    expect(lost).toEqual([]);
  });
});

/** Names of stages, milestones and legs, and reasons of a score: what a document says as `label`, or `text`. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (['label', 'text'].includes(name) && typeof inner === 'string' ? [inner] : namesIn(inner)));
}

it.each(languages)('what the policies that come with the system name has its words (%s)', (language) => {
  const { label } = texts('i18n/rules', language);
  const names = [...new Set([...namesIn(Object.values(selling)), ...namesIn(Object.values(intake))])];
  expect(names.length).toBeGreaterThan(35);
  expect(names.filter((name) => !(keyOf(name) in label!))).toEqual([]);
  if (language === 'en') expect(names.map((name) => label![keyOf(name)])).toEqual(names);
});
