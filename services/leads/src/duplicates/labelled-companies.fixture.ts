import { pinyin } from 'pinyin-pro';
import type { Dice } from './labelled-words.fixture';
import { HAN_CITIES, HAN_NAMES, HAN_TRADES, LATIN_NAMES, latinName, LATIN_PLACES, LATIN_TRADES, STREETS, STREETS_LATIN } from './labelled-words.fixture';

/** A company as its register has it. */
export interface Company extends Parts {
  script: 'han' | 'latin';
  site: string | null;
  /** Switchboard and others, international. */
  phones: string[];
  contacts: string[];
  written: string;
  writtenAs(parts: Parts): string;
}
export interface Parts {
  place: string;
  core: string;
  trade: string;
  form: string;
  /** Of a chain: which one. */
  store: string;
}
export interface MadeCompany {
  company: Company;
  like?: { company: number; sort: string } | undefined;
}

export const letters = (text: string): string => pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

export function companies(dice: Dice, count: number): MadeCompany[] {
  const made: MadeCompany[] = [];
  const taken = new Set<string>();
  const add = (company: Company, like?: MadeCompany['like']): boolean => {
    const { place, core, trade, store } = company;
    const key = [place, core, trade, store].join('|').toLowerCase();
    if (taken.has(key)) return false;
    taken.add(key);
    made.push({ company, like });
    return true;
  };
  while (made.length < count) {
    const one = dice.in(0.55) ? hanCompany(dice) : latinCompany(dice);
    if (!add(one) || !dice.in(0.33)) continue;
    const original = made.length - 1;
    const sort = dice.of(LOOKALIKES);
    for (const other of lookalikes(dice, one, sort)) add(other, { company: original, sort });
  }
  return made;
}

function hanCompany(dice: Dice): Company {
  // Some characters are loved by many.
  const popular = dice.in(0.25);
  const core = Array.from({ length: dice.weighted([0, 0, 65, 25, 10]) }, () => dice.of(popular ? HAN_NAMES.slice(0, 24) : HAN_NAMES)).join('');
  const form = dice.of(['有限公司', '有限公司', '有限公司', '股份有限公司', '有限责任公司', '集团有限公司']);
  const site = dice.in(0.6) ? `${letters(core)}${dice.in(0.5) ? dice.number(99) : ''}.${dice.of(['com', 'cn', 'com.cn', 'net'])}` : null;
  const phones = [landline(dice, '+86', 10), landline(dice, '+86', 10), `+861${dice.digits(10)}`];
  return company({ script: 'han', site, phones, contacts: people(dice, 'han') }, { place: dice.of(HAN_CITIES), core, trade: dice.of(HAN_TRADES)[0], form, store: '' });
}

function latinCompany(dice: Dice): Company {
  const core = Array.from({ length: dice.weighted([0, 40, 50, 10]) }, () => capital(latinName(dice))).join(dice.in(0.1) ? ' & ' : ' ');
  const form = dice.of(['Ltd', 'Co., Ltd.', 'GmbH', 'Inc.', 'LLC', 'S.p.A.', 'SA', 'AG', 'Pte. Ltd.', 'B.V.']);
  const name = core.toLowerCase().normalize('NFD').replace(/[^a-z]/g, '');
  const site = dice.in(0.7) ? `${name}${dice.in(0.2) ? dice.of(['group', 'tech', 'online']) : ''}.${dice.of(['com', 'de', 'co.uk', 'it', 'net'])}` : null;
  const phones = [landline(dice, '+44', 10), landline(dice, '+44', 10), `+447${dice.digits(9)}`];
  const parts = { place: dice.in(0.25) ? dice.of(LATIN_PLACES) : '', core, trade: dice.in(0.8) ? dice.of(LATIN_TRADES)[0] : '', form, store: '' };
  return company({ script: 'latin', site, phones, contacts: people(dice, 'latin') }, parts);
}

function company(who: Pick<Company, 'script' | 'site' | 'phones' | 'contacts'>, parts: Parts): Company {
  const writtenAs = who.script === 'han' ? hanName : latinWritten;
  return { ...who, ...parts, written: writtenAs(parts), writtenAs };
}

/** A company of the real world: its name is all that is known of it. */
export function knownCompany(name: string, parts: Pick<Parts, 'core' | 'trade' | 'form'>): Company {
  return { ...company({ script: 'latin', site: null, phones: ['+442071234567'], contacts: ['A B'] }, { place: '', store: '', ...parts }), written: name };
}

const hanName = ({ place, core, trade, form, store }: Parts): string => `${place && `${place}市`}${core}${trade}${form}${store}`;
const latinWritten = ({ place, core, trade, form, store }: Parts): string => [core, trade, store, place && `(${place})`, form].filter(Boolean).join(' ');
const landline = (dice: Dice, code: string, length: number): string => `${code}${dice.of(['2', '5', '7'])}${dice.digits(length - 1)}`;

function people(dice: Dice, script: Company['script']): string[] {
  return Array.from({ length: 3 }, () => (script === 'han' ? dice.of([...'王李张刘陈杨赵黄周吴']) + dice.of(HAN_NAMES) + dice.of(HAN_NAMES) : `${capital(latinName(dice))} ${capital(latinName(dice))}`));
}

const LOOKALIKES = ['same name, other city', 'same name, other trade', 'sister of the group', 'same city and trade', 'numbered plant', 'chain store', 'branch in another city'] as const;

/** Other companies that are easily taken for this one. */
function lookalikes(dice: Dice, one: Company, sort: (typeof LOOKALIKES)[number]): Company[] {
  const han = one.script === 'han';
  const { site, phones, place, core, trade, form } = one;
  const own = { script: one.script, contacts: people(dice, one.script), phones: [landline(dice, han ? '+86' : '+44', 10)], site: dice.in(0.5) && site ? `${dice.of(['my', 'new', 'go'])}${site}` : null };
  const group = { ...own, site, ...(dice.in(0.3) && { phones: [neighbour(dice, phones[0]!)] }) };
  const parts = { place, core, trade, form, store: '' };
  const otherTrade = han ? dice.of(HAN_TRADES)[0] : dice.of(LATIN_TRADES)[0];
  const otherPlace = han ? dice.of(HAN_CITIES) : dice.of(LATIN_PLACES);
  switch (sort) {
    case 'same name, other city':
      return [company(own, { ...parts, place: otherPlace, trade: place === '' ? otherTrade : trade })];
    case 'same name, other trade':
      return [company(own, { ...parts, trade: otherTrade })];
    case 'sister of the group':
      return [company(group, { ...parts, trade: otherTrade, place: dice.in(0.5) ? place : otherPlace })];
    case 'same city and trade':
      return [company(own, { ...parts, core: han ? dice.swapCharacter(core, HAN_NAMES) : dice.swapWord(core, LATIN_NAMES) })];
    case 'numbered plant':
      return [company(group, { ...parts, core: han ? `${core}第${dice.of(['二', '三'])}` : `${core} ${dice.number(9)}` })];
    case 'chain store':
      return Array.from({ length: 3 }, () => company(group, { ...parts, form: '', store: han ? `（${dice.of(STREETS)}店）` : dice.of(STREETS_LATIN) }));
    case 'branch in another city':
      return [company(group, { ...parts, store: han ? `${otherPlace}分公司` : `${otherPlace || 'Leeds'} Branch` })];
  }
}

/** Another line of the same switchboard. */
const neighbour = (dice: Dice, phone: string): string => `${phone.slice(0, -2)}${dice.digits(2)}`;
