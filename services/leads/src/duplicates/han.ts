import { createRequire } from 'node:module';

interface Tables {
  simplify(text: string): string;
  read(text: string): string[];
}

const load = createRequire(__filename);
let tables: Tables | undefined;

/** The tables are some 20 MB in memory and half a tenth of a second of loading: nobody pays for them before the first Chinese name. */
function han(): Tables {
  if (tables) return tables;
  const { Converter } = load('opencc-js') as { Converter(options: { from: string; to: string }): (text: string) => string };
  const { pinyin } = load('pinyin-pro') as { pinyin(text: string, options: object): string[] };
  tables = { simplify: Converter({ from: 't', to: 'cn' }), read: (text) => pinyin(text, { toneType: 'none', type: 'array', v: true }) };
  return tables;
}

const HAN = /\p{Script=Han}/u;
export const hasHan = (text: string): boolean => HAN.test(text);

/** `騰訊` → `腾讯`; other scripts stay as they are. */
export function simplified(text: string): string {
  return hasHan(text) ? han().simplify(text) : text;
}

/** One reading for each character, without tones: `重庆长安` → `chong qing chang an`. What is not Han stays, one character each. */
export function syllables(text: string): string[] {
  return hasHan(text) ? han().read(text) : Array.from(text);
}
