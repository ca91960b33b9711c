import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const LANGUAGES = ['en', 'zh'] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Texts = Record<string, string>;

/** Every text that is missing in a language, and every one that nobody shows. Empty: complete. */
export function faultsOfTexts(src: string): string[] {
  const screens = registeredScreens(src);
  const all = sourcesBelow(src).map((path) => ({ path: relative(src, path).replaceAll('\\', '/'), code: readFileSync(path, 'utf8') }));
  const sources = all.filter(({ path }) => !path.startsWith('screens/') || screens.some((name) => path.startsWith(`screens/${name}/`)));
  return namespaces(src).flatMap(({ name, folder }) => {
    const languages = LANGUAGES.map((language) => ({ language, texts: textsOf(join(src, folder, `${language}.json`)) }));
    const wanted = wantedIn(name, sources);
    const known = new Set(languages.flatMap(({ texts }) => Object.keys(texts).map(base)));
    return [
      ...languages.flatMap(({ language, texts }) => {
        const here = new Set(Object.keys(texts).map(base));
        const empty = Object.keys(texts).filter((key) => texts[key]!.trim() === '');
        return [
          ...[...known].filter((key) => !here.has(key)).map((key) => `${name}: "${key}" is missing in ${language}`),
          ...[...here].filter((key) => !wanted.shows(key)).map((key) => `${name}: "${key}" in ${language} is shown nowhere`),
          ...empty.map((key) => `${name}: "${key}" in ${language} is empty`),
          ...Object.keys(texts).flatMap((key) => placeholderFaults(name, key, language, texts, languages)),
        ];
      }),
      ...wanted.keys.filter(({ key }) => !known.has(key)).map(({ key, path }) => `${name}: "${key}", wanted in ${path}, is in no language`),
    ];
  });
}

/** Folders whose screen stands in the registry: what is not there yet is in no build. */
export const registeredScreens = (src: string): string[] => [...readFileSync(join(src, 'screens/screens.ts'), 'utf8').matchAll(/from '\.\/([^/']+)\/screen'/g)].map(([, name]) => name!);

/** `common`, `refusals`, `facts` and `sign-in` lie by themselves, a screen's texts in its folder. */
export function namespaces(src: string): { name: string; folder: string }[] {
  return [
    { name: 'common', folder: 'i18n/common' },
    { name: 'refusals', folder: 'i18n/refusals' },
    { name: 'facts', folder: 'i18n/facts' },
    { name: 'because', folder: 'i18n/because' },
    { name: 'rules', folder: 'i18n/rules' },
    { name: 'sign-in', folder: 'sign-in/i18n' },
    ...registeredScreens(src).map((name) => ({ name, folder: `screens/${name}/i18n` })),
  ].filter(({ folder }) => existsSync(join(src, folder)));
}

function placeholderFaults(name: string, key: string, language: string, texts: Texts, all: { language: string; texts: Texts }[]): string[] {
  const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, found]) => found!).filter((found) => found !== 'count');
  const here = new Set(placeholders(texts[key]!));
  const others = all.filter((one) => one.language !== language).flatMap((one) => Object.entries(one.texts).filter(([other]) => base(other) === base(key)));
  return others.flatMap(([, text]) => placeholders(text).filter((one) => !here.has(one)).map((one) => `${name}: "${key}" in ${language} leaves out {{${one}}}`));
}

/**
 * What the code asks for: `t('key')` in a screen's folder means the screen's namespace, elsewhere `common`; `t('other:key')` says it. A template with
 * something inserted (`t(\`kind.\${kind}\`)`) wants all keys that begin so.
 */
function wantedIn(name: string, sources: { path: string; code: string }[]) {
  const keys: { key: string; path: string }[] = [];
  const prefixes: string[] = [];
  for (const { path, code } of sources) {
    const home = /^screens\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('sign-in/') ? 'sign-in' : 'common');
    for (const [, , literal, template] of code.matchAll(/\b(t|i18nKey=|textKey:|textKey=)\(?\{?\s*(?:'([^']+)'|`([^`]+)`)/g)) {
      const text = literal ?? template!;
      const [, namespace = home, rest] = /^(?:([a-z-]+):)?(.*)$/s.exec(text)!;
      if (namespace !== name) continue;
      const inserted = template === undefined ? -1 : rest!.indexOf('${');
      if (inserted >= 0) prefixes.push(rest!.slice(0, inserted));
      else keys.push({ key: rest!, path });
    }
  }
  const literal = new Set(keys.map(({ key }) => key));
  return { keys, shows: (key: string) => literal.has(key) || prefixes.some((prefix) => prefix !== '' && key.startsWith(prefix)) };
}

const base = (key: string): string => key.replace(PLURAL, '');

function textsOf(file: string): Texts {
  if (!existsSync(file)) return {};
  const flat: Texts = {};
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') flat[path] = value;
    else for (const [key, inner] of Object.entries(value as object)) visit(inner, path ? `${path}.${key}` : key);
  };
  visit(JSON.parse(readFileSync(file, 'utf8')), '');
  return flat;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /\.tsx?$/.test(entry.name) && !/\.(spec|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
