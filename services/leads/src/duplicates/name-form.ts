import { hasHan, simplified, syllables } from './han';
import { hanTrades, latinTrades, legalHan, legalLatin, tradeOf } from './name-words';
import { chinesePlaces, latinPlaces, longestPlace, pinyinPlaces, WHOLE_COUNTRY } from './places';

/**
 * A company's name taken apart: who (`core`), where, what, in which legal form. Two spellings of one name (width, case, accents, traditional or
 * simplified characters, characters or pinyin, with or without the legal form) have the same core.
 */
export interface NameForm {
  /** The distinguishing part in Latin letters and digits, Chinese as pinyin. Never empty. */
  core: string;
  /** The same without what the ear and the input method confuse: zh/z, ng/n, doubled letters, umlauts. */
  sound: string;
  /** The distinguishing part in simplified characters where the name is Chinese. */
  han: string | null;
  /** Words of the core in the order of the alphabet, and as written. */
  words: string[];
  inOrder: string[];
  /** Places in pinyin, or in English outside of China. */
  places: string[];
  /** Concepts, such as `tech` for 科技 and Technology. */
  trades: string[];
  /** All numbers of the name: Plant 2 is not plant 3. */
  numbers: string;
  branch: boolean;
  /** The name with what the company does: what its short form is made of. */
  long: readonly string[];
  /** Family of the Latin legal form; null where there is none or a Chinese one. */
  legal: string | null;
}

const ORDINALS = '零一二三四五六七八九十';
const LETTERS: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' };
const BRANCH = /(分公司|分行|支行|分店|分校|分院)$/;
/** Where people of a company sit is no other company: `上海办事处`. */
const OFFICE = /办事处|联络处|总部/u;
/** One shop of a chain is not another: `（南京路店）`. */
const STORE = /[([]([^()[\]]{1,12})店\s*[)\]]|(?<=公司|集团)(\p{Script=Han}{2,8}(?<![酒饭商书药])店)$/u;
/** What people write behind a name to tell records apart. */
const NOTES = /[([{【]\s*(重复|作废|已停用|停用|勿用|新|旧|老|客户|老客户|新客户|duplicate|dup|copy|old|new|inactive|do not use|test)\s*[)\]}】]|[-–]\s*(do not use|duplicate|old|inactive)\s*$/g;

/** Names that were taken apart lately: those of a block are compared again and again. Some 3 MB at most. */
const lately = new Map<string, readonly NameForm[]>();
const REMEMBERED = 5_000;

/** The forms of a name: one, or two where it is written in both scripts (`腾讯科技 Tencent`). Empty where nothing is left of it. */
export function nameForms(name: string | null | undefined): readonly NameForm[] {
  if (!name) return [];
  const known = lately.get(name);
  if (known) return known;
  const forms = takenApart(name);
  if (lately.size >= REMEMBERED) lately.delete(lately.keys().next().value!);
  if (name.length <= 200) lately.set(name, forms);
  return forms;
}

function takenApart(name: string): NameForm[] {
  const text = folded(name);
  if (text === '') return [];
  if (!hasHan(text)) return present([latinForm(text)]);
  const latin = latinWithHan(text);
  if (latin) return present([latin]);
  const aside = text.match(/(?<=^|[\s(/|,-])[a-z][a-z0-9 .&'-]{2,}[a-z0-9.](?=$|[\s)/|,-])/)?.[0];
  const chinese = aside ? text.replace(aside, ' ') : text;
  if (aside && /\p{Script=Han}{2}/u.test(chinese)) {
    const [named, spelt] = [hanForm(chinese), latinForm(aside)];
    // The spelling beside it is often of the distinguishing part alone.
    if (named && spelt) return [named, { ...spelt, trades: named.trades, places: named.places, numbers: named.numbers, branch: named.branch }];
    return present([named, spelt]);
  }
  return present([hanForm(text)]);
}

/** `Huaxin Technology Co., Ltd（上海总部）`: where all that is written in characters says where it is, or how large. */
function latinWithHan(text: string): NameForm | undefined {
  const characters = withoutOffice(` ${text.replace(/[^\p{Script=Han}]+/gu, ' ')}`, true).split(' ').filter(Boolean);
  const found: Found = { places: [], trades: [] };
  const rest = characters.filter((word) => takePlace(word, found)?.rest !== '' && !legalHan.includes(word) && tradeOf(word) !== null);
  const letters = text.replace(/\p{Script=Han}+/gu, ' ');
  if (rest.length > 0 || !/\p{L}{2}/u.test(letters)) return undefined;
  const spelt = latinForm(letters.trim());
  return spelt && { ...spelt, places: [...new Set([...spelt.places, ...found.places])].filter((place) => place !== WHOLE_COUNTRY).sort() };
}

/** One width, lower case, simplified characters, no accents; ordinal numbers as digits. */
export function folded(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '').normalize('NFC').replace(/[ßøæœłđı]/g, (letter) => LETTERS[letter]!);
  return simplified(plain)
    .replace(/第([零一二三四五六七八九十])/g, (_all, numeral: string) => `第${ORDINALS.indexOf(numeral)}`)
    .replace(NOTES, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function hanForm(text: string): NameForm | undefined {
  const found: Found = { places: [], trades: [] };
  const store = text.match(STORE)?.slice(1).find(Boolean) ?? '';
  const bracketed = withoutOffice(text.replace(STORE, ' ')).replace(/[([【{]([^)\]】}]*)[)\]】}]/g, (_all, inner: string) => {
    const word = inner.trim();
    if (takePlace(word, found)?.rest === '' || hanTrades.includes(word)) return '';
    return word;
  });
  const written = bracketed.replace(/[^\p{L}\p{N}]+/gu, '');
  const branch = BRANCH.test(written);
  let rest = written.replace(BRANCH, '');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = withoutEnd(rest, legalHan) ?? rest;
  }
  if (branch) rest = branchOf(rest, found);
  for (let place = takePlace(rest, found); place !== undefined && distinguishes(place.rest); place = takePlace(rest, found)) rest = place.rest;
  const body = rest;
  rest = withoutTrades(rest, found);
  const han = rest === '' ? body : rest;
  if (han === '') return undefined;
  const core = syllables(han).join('').replace(/[^a-z0-9]/g, '');
  const numbers = [numbersIn(text), ...(store && [`@${store}`])].filter(Boolean).join('.');
  return form(core || han, { han, words: [core], inOrder: [core], long: Array.from(body), branch, legal: null, numbers }, found);
}

/** Taken off with the place that it is named by, unless nothing else would be left. */
function withoutOffice(text: string, whatever = false): string {
  const office = text.match(OFFICE);
  if (!office) return text;
  let before = text.slice(0, office.index);
  const lengths = office[0].endsWith('处') ? Array.from({ length: longestPlace - 1 }, (_, at) => longestPlace - at) : [];
  const place = lengths.find((length) => chinesePlaces.has(before.slice(-length)));
  if (place !== undefined) before = before.slice(0, -place);
  const rest = `${before} ${text.slice(office.index! + office[0].length)}`;
  return whatever || /\p{Script=Han}{2}/u.test(rest) ? rest : text;
}

interface Found {
  places: string[];
  trades: string[];
}

/** `上海华信北京` of a branch: what stands before 分公司 is where the branch is. */
function branchOf(text: string, found: Found): string {
  for (let length = longestPlace; length >= 2; length -= 1) {
    const place = chinesePlaces.get(text.slice(-length).replace(/[市省]$/, ''));
    if (text.length - length < 2 || place === undefined) continue;
    found.places.push(place);
    return withoutEnd(text.slice(0, -length), legalHan) ?? text.slice(0, -length);
  }
  return text;
}

/** The place at the beginning and what follows it. */
function takePlace(text: string, found: Found): { rest: string } | undefined {
  for (let length = Math.min(longestPlace, text.length); length >= 2; length -= 1) {
    const place = chinesePlaces.get(text.slice(0, length));
    if (place === undefined) continue;
    found.places.push(place);
    return { rest: text.slice(length).replace(/^(壮族自治区|回族自治区|维吾尔自治区|特别行政区|自治区|省|市)/, '').replace(/^\p{Script=Han}{2}(新区|区|县)(?=\p{Script=Han}{2})/u, '') };
  }
  return undefined;
}

/** 上海银行 without 上海 would be any bank. */
function distinguishes(text: string): boolean {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    const word = hanTrades.find((trade) => rest.endsWith(trade));
    if (word) rest = rest.slice(0, -word.length);
  }
  return Array.from(rest).length >= 2;
}

function withoutTrades(text: string, found: Found): string {
  for (let rest = text; ; ) {
    const word = hanTrades.find((trade) => rest.endsWith(trade));
    if (word === undefined) return rest;
    const shorter = rest.slice(0, -word.length);
    // 大众 of 大众汽车 is a name; what is left of 中银行 is none.
    if (Array.from(shorter).length < 2) return rest;
    const trade = tradeOf(word);
    if (trade) found.trades.push(trade);
    rest = shorter;
  }
}

function latinForm(text: string): NameForm | undefined {
  const found: Found = { places: [], trades: [] };
  const plain = text.replace(/[.'’`]/g, '');
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const spelt = pinyinForm(words);
  if (spelt) return spelt;
  const spoken = words.filter((word, at) => at === 0 || !legalLatin.has(word));
  const families = words.slice(1).flatMap((word) => legalLatin.get(word) ?? []);
  // `Pte. Ltd.`, `GmbH & Co. KG`: the rarer one tells.
  const legal = families.find((family) => family !== 'en') ?? families[0] ?? null;
  const branch = spoken.length > 2 && spoken.includes('branch');
  const named = withoutPlaces(branch ? spoken.filter((word) => word !== 'branch') : spoken, found);
  const kept = named.filter((word) => tradeOf(word) === undefined);
  // A name of nothing but usual words is distinguished by them.
  const core = kept.join('').length >= 2 ? kept : named;
  for (const word of named) {
    const trade = tradeOf(word);
    if (trade && core === kept) found.trades.push(trade);
  }
  if (core.length === 0) return undefined;
  return form(core.join(''), { han: null, words: [...core].sort(), inOrder: core, long: named, branch, legal, numbers: numbersIn(text) }, found);
}

const PINYIN = /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|iong|[aeio]ng|i?ao|u?ai|[iuv]an|ei|ou|[aeiuv]n|i[aeu]|u[aeio]|ve|[aeiouv])r?)+$/;
const PINYIN_FORM = /(?:gufen)?(?:youxian)?(?:zeren)?(?:jituan)?gongsi$/;

/** `Shanghai Huaxin Keji You Xian Gong Si`: a whole Chinese name in letters, with or without spaces. */
function pinyinForm(words: readonly string[]): NameForm | undefined {
  const joined = words.join('');
  if (!PINYIN_FORM.test(joined) || !PINYIN.test(joined)) return undefined;
  const found: Found = { places: [], trades: [] };
  let rest = joined.replace(PINYIN_FORM, '');
  const place = pinyinPlaces.find((one) => rest.startsWith(one) && rest.length - one.length >= 3);
  if (place) {
    found.places.push(place);
    rest = rest.slice(place.length).replace(/^shi(?=[a-z]{4})/, '');
  }
  for (let end = pinyinTrade(rest); end !== undefined; end = pinyinTrade(rest)) {
    const trade = tradeOf(end);
    if (trade) found.trades.push(trade);
    rest = rest.slice(0, -end.length);
  }
  return rest === '' ? undefined : form(rest, { han: null, words: [rest], inOrder: [rest], long: [rest], branch: false, legal: null, numbers: numbersIn(words.join(' ')) }, found);
}

const pinyinTrade = (text: string): string | undefined => latinTrades.find((word) => text.endsWith(word) && text.length - word.length >= 3);

function withoutPlaces(words: readonly string[], found: Found): string[] {
  const kept: string[] = [];
  const places: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const two = latinPlaces.get(`${words[at]} ${words[at + 1]}`);
    const place = two ?? latinPlaces.get(words[at]!);
    if (place === undefined) kept.push(words[at]!);
    else places.push(place);
    if (two !== undefined) at += 1;
  }
  if (kept.every((word) => tradeOf(word) !== undefined)) return [...words];
  found.places.push(...places);
  return kept;
}

function form(core: string, parts: Pick<NameForm, 'han' | 'words' | 'inOrder' | 'long' | 'branch' | 'legal' | 'numbers'>, found: Found): NameForm {
  return { core, sound: soundOf(core), ...parts, places: [...new Set(found.places)].filter((place) => place !== WHOLE_COUNTRY).sort(), trades: [...new Set(found.trades)].sort() };
}

/** What is heard or typed as the same: retroflex and flat, front and back nasal, double and single, ue and ü. */
export function soundOf(letters: string): string {
  return letters.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n').replace(/ph/g, 'f').replace(/([aou])e/g, '$1').replace(/ck/g, 'k').replace(/([a-z])\1+/g, '$1');
}

const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+(?=\d)/, '')).join('.');
const present = (forms: (NameForm | undefined)[]): NameForm[] => forms.filter((one) => one !== undefined);

function withoutEnd(text: string, ends: readonly string[]): string | undefined {
  const end = ends.find((one) => text.endsWith(one) && text.length - one.length >= 2);
  return end === undefined ? undefined : text.slice(0, -end.length);
}
