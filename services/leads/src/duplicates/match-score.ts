import { distance } from 'fastest-levenshtein';
import { folded, nameForms } from './name-form';
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
/** With one of these the name does not stand alone. */
const TELLING = new Set(['same credit code', 'same e-mail', 'same telephone', 'same domain', 'same contact', 'same place in the name']);

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
  if (one.numbers !== other.numbers) evidence.push({ fact: 'other number in the name', points: one.numbers && other.numbers ? -10 : -8 });
  if (one.legal !== null && other.legal !== null && one.legal !== other.legal) evidence.push({ fact: 'legal form of another country', points: one.legal === 'en' || other.legal === 'en' ? -2 : -5 });
  if (one.branch !== other.branch) evidence.push({ fact: 'one is a branch', points: -5 });
  return evidence.filter(({ points }) => points !== 0);
}

function core(one: NameForm, other: NameForm): Evidence {
  if (one.han !== null && other.han !== null) return sameCharacters(one, other);
  if (one.core === other.core) return { fact: SAME_NAME, points: one.han === other.han ? rarity(one) : 5 };
  const ordered = distance(one.sound, other.sound);
  if (one.han !== null || other.han !== null) return ordered === 0 ? { fact: 'name sounds the same', points: 4 } : { fact: 'other name', points: -8 };
  if (ordered === 0) return { fact: 'name sounds the same', points: rarity(one) - 0.5 };
  const sorted = distance(one.words.join(''), other.words.join(''));
  if (sorted === 0) return { fact: 'same words', points: rarity(one) - 1 };
  const edits = Math.min(ordered, sorted, transposed(one.sound, other.sound) ? 1 : Infinity);
  const length = Math.max(one.sound.length, other.sound.length);
  if (edits === 1 && length >= 5) return { fact: 'name differs by one letter', points: length >= 12 ? 6 : length >= 8 ? 5 : length >= 7 ? 4 : 3 };
  if (edits === 2 && length >= 9) return { fact: 'name differs by two letters', points: length >= 16 ? 5 : length >= 12 ? 3.5 : 1.5 };
  if (within(one.words, other.words)) return { fact: 'one name is part of the other', points: one.trades.length + other.trades.length > 0 ? 2 : 4 };
  return { fact: 'other name', points: -8 };
}

function sameCharacters(one: NameForm, other: NameForm): Evidence {
  const [x, y] = [one.han!, other.han!];
  if (x === y) return { fact: SAME_NAME, points: rarity(one) };
  if (one.sound === other.sound) return { fact: 'name sounds the same', points: x.length > 2 ? 5 : 3.5 };
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length >= 2 && long.startsWith(short)) {
    // What follows is most often a trade that is on no list.
    const trade = (short === x ? one : other).trades.length > 0;
    return { fact: 'one name begins with the other', points: trade ? -4 : 3 };
  }
  if (distance(x, y) === 1) return { fact: 'name differs by one character', points: long.length >= 4 ? 2.5 : long.length === 3 ? 1 : -3 };
  return { fact: 'other name', points: -8 };
}

/** Short names are borne by many: 华信, Delta. */
function rarity({ han, core }: NameForm): number {
  if (han !== null) return han.length <= 2 ? 6 : 8;
  return core.length < 7 ? 6 : core.length < 12 ? 7 : 8;
}

function trades(one: NameForm, other: NameForm): Evidence {
  if (one.trades.length === 0 || other.trades.length === 0) return { fact: 'trade of one unknown', points: one.trades.length === other.trades.length ? 0 : rarity(one) > 6 ? -0.5 : -1 };
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
  if (a.creditCode && b.creditCode) a.creditCode === b.creditCode ? say('same credit code', 14) : say('other credit code', -9);
  if (a.email && a.email === b.email) say('same e-mail', 9);
  if (a.phone && a.phone === b.phone) say('same telephone', 7);
  if (a.site && b.site) a.domain === b.domain ? say('same domain', 5) : a.site === b.site ? say('same domain but for its ending', 2) : say('other domain', -1.5);
  if (a.contactName && b.contactName && person(a.contactName) === person(b.contactName)) say('same contact', 2.5);
  return evidence;
}

const person = (name: string): string => folded(name).replace(/[^\p{L}]+/gu, '');

function within(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.join('').length >= 5 && few.length < many.length && few.every((word) => many.includes(word));
}

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
