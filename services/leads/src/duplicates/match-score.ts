import { distance } from 'fastest-levenshtein';
import { folded, nameForms, soundOf } from './name-form';
import { characterTells, tells } from './name-words';
import type { NameForm } from './name-form';
import { chinesePlaces, latinPlaces, provinces } from './places';

/** What is known of a record that may be the same company as another one. */
export interface MatchRecord {
  companyName: string | null;
  contactName: string | null;
  email: string | null;
  phone: string | null;
  creditCode: string | null;
  domain: string | null;
  city: string | null;
}

/** A record with its names taken apart, once, to be compared with many. */
export interface MatchFacts extends MatchRecord {
  forms: readonly NameForm[];
  cityPlace: string | null;
  site: string | null;
}

export interface Evidence {
  fact: string;
  /** In bits: one more doubles the odds that both are the same company. */
  points: number;
}
export interface Match {
  /** 0 to 1: how likely both are the same company. */
  score: number;
  because: Evidence[];
}

/** From this score on two records are possible duplicates. */
export const POSSIBLE = 0.55;

/** Two records of one block are different companies unless something speaks for them (Fellegi and Sunter: the odds of each agreement add up). */
const PRIOR = -5;

export function matchFacts(record: MatchRecord): MatchFacts {
  return { ...record, forms: nameForms(record.companyName), cityPlace: placeOf(record.city), site: siteOf(record.domain) };
}

/** How likely two records are one company, and what speaks for and against it. Symmetrical. */
export function matchScore(a: MatchFacts, b: MatchFacts): Match {
  return weighed([...bestName(a, b), ...identity(a, b)]);
}

/** A candidate with how likely it is the same. */
export interface Judged<C> extends Match {
  candidate: C;
}

/**
 * Compares a record with all that share a block with it; the likely ones, likeliest first. The more other companies plainly bear the same name, the
 * less the name alone says.
 */
export function judge<C extends { facts: MatchFacts }>(record: MatchFacts, candidates: readonly C[]): Judged<C>[] {
  const all = candidates.map((candidate) => ({ candidate, ...matchScore(record, candidate.facts) }));
  const namesakes = all.filter(({ score, because }) => score < 0.1 && because[0]?.fact === SAME_NAME).length;
  return all
    .map((one) => (namesakes === 0 || one.because.some(({ fact }) => TELLING.has(fact)) ? one : lessSure(one, namesakes)))
    .filter(({ score }) => score >= POSSIBLE)
    .sort((a, b) => b.score - a.score);
}

const SAME_NAME = 'same name';
const SOUNDS = 'name sounds the same';
/** With one of these the name does not stand alone. */
const TELLING = new Set(['same credit code', 'same e-mail', 'same telephone', 'same domain', 'same contact', 'same place in the name', 'telephone of the same switchboard']);

function lessSure<M extends Match>(match: M, namesakes: number): M {
  const doubt = { fact: 'other companies have this name', points: -Math.log2(1 + namesakes) };
  return { ...match, ...weighed([...match.because, doubt]) };
}

function weighed(because: Evidence[]): Match {
  const points = because.reduce((sum, one) => sum + one.points, PRIOR);
  return { score: Math.round(1_000 / (1 + 2 ** -points)) / 1_000, because };
}

function bestName(a: MatchFacts, b: MatchFacts): Evidence[] {
  let best: Evidence[] = [];
  let most = -Infinity;
  for (const one of a.forms) {
    for (const other of b.forms) {
      const evidence = sameName(one, other, a, b);
      const points = evidence.reduce((sum, { points: some }) => sum + some, 0);
      if (points > most) [best, most] = [evidence, points];
    }
  }
  return best;
}

function sameName(one: NameForm, other: NameForm, a: MatchFacts, b: MatchFacts): Evidence[] {
  const evidence = [core(one, other), trades(one, other), places(one, other, a, b)];
  const legal = one.legal === null || other.legal === null || one.legal === other.legal;
  if (evidence[0]!.fact === SAME_NAME && legal && same(one.trades, other.trades) && same(one.places, other.places)) evidence.push({ fact: 'nothing else in the name differs', points: 2.5 });
  // Decisive: whatever else is the same, as it is in every shop of a chain.
  if (one.numbers !== other.numbers) evidence.push({ fact: 'other number or shop in the name', points: (one.numbers && other.numbers) || /@/.test(one.numbers + other.numbers) ? -20 : -11 });
  if (!legal) evidence.push({ fact: 'legal form of another country', points: one.legal === 'en' || other.legal === 'en' ? -2 : -5 });
  if (one.branch !== other.branch) evidence.push({ fact: 'one is a branch', points: -16 });
  return evidence.filter(({ points }) => points !== 0);
}

function core(one: NameForm, other: NameForm): Evidence {
  if (one.han !== null && other.han !== null) return sameCharacters(one, other);
  if (one.core === other.core) return { fact: SAME_NAME, points: one.han === other.han ? rarity(one) : 5 };
  const ordered = distance(one.sound, other.sound);
  if (one.han !== null || other.han !== null) return ordered === 0 ? { fact: SOUNDS, points: 4 } : isShortFor(one, other) ? SHORT : OTHER;
  if (ordered === 0) return { fact: SOUNDS, points: rarity(one) - 0.5 };
  const sorted = distance(one.words.join(''), other.words.join(''));
  if (sorted === 0) return { fact: 'same words', points: rarity(one) - 1 };
  return likelier(asAWhole(one, other, Math.min(ordered, sorted)), likelier(wordByWord(one.inOrder, other.inOrder, one.trades.length + other.trades.length > 0), isShortFor(one, other) ? SHORT : OTHER));
}

const likelier = (a: Evidence, b: Evidence): Evidence => (a.points >= b.points ? a : b);

/** Letters that differ somewhere in the whole name, however it is divided into words. */
function asAWhole(one: NameForm, other: NameForm, apart: number): Evidence {
  const edits = Math.min(apart, transposed(one.sound, other.sound) ? 1 : Infinity);
  const length = Math.max(one.sound.length, other.sound.length);
  if (edits === 1 && length >= 5) return { fact: 'name differs by one letter', points: Math.min(rarity(one), rarity(other)) - (length >= 12 ? 2 : length >= 8 ? 2.5 : length >= 7 ? 3 : 4) };
  if (edits === 2 && length >= 9) return { fact: 'name differs by two letters', points: length >= 16 ? 5 : length >= 12 ? 3.5 : 1.5 };
  return OTHER;
}

/** What its words tell together: rare ones much, those that many are called by little. */
function wordByWord(one: readonly string[], other: readonly string[], trade: boolean): Evidence {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const left = [...many];
  let points = 0;
  let inexact = 0;
  let alone = 0;
  for (const word of few) {
    const likeness = left.map((candidate) => alike(word, candidate));
    const best = likeness.indexOf(Math.max(...likeness, 0));
    if (best < 0 || likeness[best] === 0) {
      alone += 1;
      continue;
    }
    const [match] = left.splice(best, 1);
    points += Math.min(tells(word), tells(match!)) * likeness[best]!;
    if (likeness[best]! < 1) inexact += 1;
  }
  // A word in the place of another one is another company; one more is most often a trade that is on no list.
  if (alone > 0) return { fact: 'another word in the name', points: Math.min(points, 8) - 9 - 4 * (alone - 1) };
  const more = left.length === 0 ? 0 : left.length > 1 ? 10 : trade ? 4.5 : 3;
  const fact = left.length > 0 ? 'one name is part of the other' : inexact > 1 ? 'several words differ by a letter' : 'name differs by one letter';
  return { fact, points: Math.min(points, 8) - more - Math.max(0, inexact - 1) };
}

/** 1: the same word; 0: another one. */
function alike(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [soundOf(one), soundOf(other)];
  if (a === b) return 0.95;
  const length = Math.max(a.length, b.length);
  const edits = distance(a, b);
  if ((edits === 1 || transposed(a, b)) && length >= 5) return length >= 7 ? 0.75 : 0.6;
  if (edits === 2 && length >= 8) return 0.5;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && long.startsWith(short) ? 0.5 : 0;
}

/** `HCT` of Harbour Cranes Technologies, `华科` of 华信科技: says nothing by itself, but does not speak against it. */
function isShortFor(one: NameForm, other: NameForm): boolean {
  const [short, long] = one.long.length < other.long.length ? [one, other] : [other, one];
  if (short.han !== null && long.han !== null) return inTurn([...short.long], long.long);
  if (short.han !== null || long.han !== null || short.long.length > 1) return false;
  const letters = short.long[0] ?? '';
  return letters.length >= 2 && letters === long.long.map((word) => word[0]).join('');
}

/** The characters of the one stand in this order in the other, beginning with its first. */
function inTurn(few: readonly string[], many: readonly string[]): boolean {
  if (few.length < 2 || few[0] !== many[0]) return false;
  let from = 0;
  return few.every((character) => (from = many.indexOf(character, from) + 1) > 0);
}

const OTHER: Evidence = { fact: 'other name', points: -8 };
const SHORT: Evidence = { fact: 'one name may be short for the other', points: 0.5 };

function sameCharacters(one: NameForm, other: NameForm): Evidence {
  const [x, y] = [one.han!, other.han!];
  if (x === y) return { fact: SAME_NAME, points: rarity(one) };
  if (one.sound === other.sound) return { fact: SOUNDS, points: x.length > 2 ? 5 : 3.5 };
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length >= 2 && long.startsWith(short)) {
    // What follows is most often a trade that is on no list.
    const trade = (short === x ? one : other).trades.length > 0;
    return { fact: 'one name begins with the other', points: trade ? -4 : 3 };
  }
  if (x.length === y.length && [...x].sort().join('') === [...y].sort().join('')) return { fact: 'same characters in another order', points: x.length > 2 ? 4 : 1.5 };
  if (distance(x, y) === 1) return { fact: 'name differs by one character', points: long.length >= 4 ? 2.5 : long.length === 3 ? 1 : -3 };
  return isShortFor(one, other) ? SHORT : OTHER;
}

/** In bits. Short names are borne by many, and those of loved words and characters: 华信, Delta. */
function rarity({ han, inOrder }: NameForm): number {
  const all = han !== null ? Array.from(han).map(characterTells) : inOrder.map(tells);
  return Math.min(8.5, all.reduce((sum, one) => sum + one, 0));
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((word, at) => word === other[at]);

function trades(one: NameForm, other: NameForm): Evidence {
  if (one.trades.length === 0 || other.trades.length === 0) return { fact: 'trade of one unknown', points: one.trades.length === other.trades.length ? 0 : rarity(one) > 6 ? -1 : -1.5 };
  const shared = one.trades.filter((trade) => other.trades.includes(trade)).length;
  if (shared === 0) return { fact: 'other trade', points: -9 };
  return shared === Math.max(one.trades.length, other.trades.length) ? { fact: 'same trade', points: 2 } : { fact: 'trade in common', points: 1 };
}

function places(one: NameForm, other: NameForm, a: MatchFacts, b: MatchFacts): Evidence {
  const named = compared(one.places, other.places);
  if (named !== undefined) return named ? { fact: 'same place in the name', points: 2 } : { fact: 'other place in the name', points: -6 };
  const wide = compared([...one.places, ...(a.cityPlace ? [a.cityPlace] : [])], [...other.places, ...(b.cityPlace ? [b.cityPlace] : [])]);
  if (wide === undefined) return { fact: 'place unknown', points: 0 };
  return wide ? { fact: 'same city', points: 1.5 } : { fact: 'other city', points: -4 };
}

/** Undefined where nothing can be said: one is unknown, or one is a province and the other a city. */
function compared(one: readonly string[], other: readonly string[]): boolean | undefined {
  if (one.some((place) => other.includes(place))) return true;
  for (const level of [(place: string) => !provinces.has(place), (place: string) => provinces.has(place)]) {
    if (one.some(level) && other.some(level)) return false;
  }
  return undefined;
}

function identity(a: MatchFacts, b: MatchFacts): Evidence[] {
  const evidence: Evidence[] = [];
  const say = (fact: string, points: number) => evidence.push({ fact, points });
  if (a.creditCode && b.creditCode) a.creditCode === b.creditCode ? say('same credit code', 18) : say('other credit code', -9);
  if (a.email && a.email === b.email) say('same e-mail', 14);
  if (a.phone && a.phone === b.phone) say('same telephone', 14);
  else if (a.phone && b.phone && a.phone.length === b.phone.length && a.phone.length >= 11 && a.phone.slice(0, -2) === b.phone.slice(0, -2)) say('telephone of the same switchboard', 2);
  if (a.site && b.site) a.domain === b.domain ? say('same domain', 5) : a.site === b.site ? say('same domain but for its ending', 2) : say('other domain', -1.5);
  if (a.contactName && b.contactName && person(a.contactName) === person(b.contactName)) say('same contact', 2.5);
  return evidence;
}

const person = (name: string): string => folded(name).replace(/[^\p{L}]+/gu, '');

/** `cranse` and `cranes`. */
function transposed(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, place) => letter !== other[place]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

function placeOf(city: string | null): string | null {
  const text = folded(city ?? '').replace(/ city$/, '');
  if (text === '') return null;
  return chinesePlaces.get(text.replace(/[市省]$/, '')) ?? latinPlaces.get(text) ?? text;
}

const SECOND_LEVEL = new Set(['com', 'co', 'net', 'org', 'gov', 'edu', 'ac', 'or', 'ne']);

/** `www.cranes.com.cn` → `cranes`: what the same company has under several endings. */
export function siteOf(domain: string | null): string | null {
  if (domain === null) return null;
  const parts = domain.split('.').slice(0, -1);
  if (parts.length > 1 && SECOND_LEVEL.has(parts.at(-1)!)) parts.pop();
  return parts.at(-1) ?? null;
}
