import { Converter } from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import type { MatchRecord } from './match-score';
import { Dice, HAN_CITIES, HAN_NAMES, HAN_TRADES, LATIN_NAMES, latinName, LATIN_PLACES, LATIN_TRADES } from './labelled-words.fixture';

/** A record of which we know the company. */
export interface LabelledRecord {
  company: number;
  record: MatchRecord;
  /** What was done to the name; empty for the clean one. */
  dirt: string[];
  script: 'han' | 'latin';
}

/** A company as its register has it. */
interface Company {
  script: 'han' | 'latin';
  place: string;
  name: string;
  trade: string;
  form: string;
  domain: string | null;
  contacts: string[];
}

const traditional = Converter({ from: 'cn', to: 't' });
const letters = (text: string): string => pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/**
 * Companies with Chinese and Latin names, most of them entered once, some up to four times with the dirt of real entry; and beside one in seven a
 * different company that looks like it: the same name in another city or trade, one letter away, plant 2 of it, its sister with the same domain.
 */
export function labelledSet(seed: number, companies: number): LabelledRecord[] {
  const dice = new Dice(seed);
  const made: Company[] = [];
  const taken = new Set<string>();
  const add = (one: Company) => {
    const key = `${one.place}|${one.name}|${one.trade}`.toLowerCase();
    if (taken.has(key)) return;
    taken.add(key);
    made.push(one);
  };
  while (made.length < companies) {
    const one = dice.in(0.55) ? hanCompany(dice) : latinCompany(dice);
    add(one);
    if (dice.in(0.15) && one.trade !== '') add(lookalike(dice, one));
  }
  const records = made.flatMap((one, company): LabelledRecord[] => [
    { company, record: clean(dice, one), dirt: [], script: one.script },
    ...Array.from({ length: dice.in(0.5) ? 0 : dice.upTo(3) }, () => ({ company, ...dirty(dice, one), script: one.script })),
  ]);
  return dice.shuffled(records);
}

function hanCompany(dice: Dice): Company {
  // Some names are loved by many.
  const popular = dice.in(0.15);
  const name = Array.from({ length: dice.in(0.7) ? 2 : 3 }, () => dice.of(popular ? HAN_NAMES.slice(0, 24) : HAN_NAMES)).join('');
  const form = dice.of(['有限公司', '有限公司', '有限公司', '股份有限公司', '有限责任公司', '集团有限公司']);
  const domain = dice.in(0.6) ? `${letters(name)}${dice.in(0.5) ? dice.number(99) : ''}.${dice.of(['com', 'cn', 'com.cn', 'net'])}` : null;
  return { script: 'han', place: dice.of(HAN_CITIES), name, trade: dice.of(HAN_TRADES)[0], form, domain, contacts: people(dice, 'han') };
}

function latinCompany(dice: Dice): Company {
  const name = Array.from({ length: dice.in(0.6) ? 2 : 1 }, () => capital(latinName(dice))).join(dice.in(0.1) ? ' & ' : ' ');
  const form = dice.of(['Ltd', 'Co., Ltd.', 'GmbH', 'Inc.', 'LLC', 'S.p.A.', 'SA', 'AG', 'Pte. Ltd.', 'B.V.']);
  const domain = dice.in(0.7) ? `${name.toLowerCase().normalize('NFD').replace(/[^a-z]/g, '')}${dice.in(0.2) ? dice.of(['group', 'tech', 'online']) : ''}.${dice.of(['com', 'de', 'co.uk', 'it', 'net'])}` : null;
  return { script: 'latin', place: dice.in(0.25) ? dice.of(LATIN_PLACES) : '', name, trade: dice.in(0.8) ? dice.of(LATIN_TRADES)[0] : '', form, domain, contacts: people(dice, 'latin') };
}

function people(dice: Dice, script: Company['script']): string[] {
  return Array.from({ length: 3 }, () => (script === 'han' ? dice.of([...'王李张刘陈杨赵黄周吴']) + dice.of(HAN_NAMES) + dice.of(HAN_NAMES) : `${capital(latinName(dice))} ${capital(latinName(dice))}`));
}

/** Another company that is easily taken for this one. */
function lookalike(dice: Dice, one: Company): Company {
  const han = one.script === 'han';
  const other: Company = { ...one, domain: null, contacts: people(dice, one.script) };
  const own = () => (dice.in(0.5) && one.domain ? one.domain.replace(/^/, dice.of(['my', 'new', 'go'])) : null);
  switch (dice.of(['place', 'place', 'trade', 'trade', 'name', 'name', 'number', 'sister'] as const)) {
    case 'place':
      return { ...other, place: han ? dice.of(HAN_CITIES) : dice.of(LATIN_PLACES), ...(!han && one.place === '' && { trade: dice.of(LATIN_TRADES)[0] }), domain: own() };
    case 'trade':
      return { ...other, trade: han ? dice.of(HAN_TRADES)[0] : dice.of(LATIN_TRADES)[0], domain: own() };
    case 'name':
      return { ...other, name: han ? dice.swapCharacter(one.name, HAN_NAMES) : dice.swapWord(one.name, LATIN_NAMES), domain: own() };
    case 'number':
      return { ...other, name: han ? `${one.name}第${dice.of(['二', '三'])}` : `${one.name} ${dice.number(9)}`, domain: one.domain };
    case 'sister':
      return { ...other, trade: han ? dice.of(HAN_TRADES)[0] : dice.of(LATIN_TRADES)[0], domain: one.domain };
  }
}

const written = ({ script, place, name, trade, form }: Company): string =>
  script === 'han' ? `${place && `${place}市`}${name}${trade}${form}` : [name, trade, place && `(${place})`, form].filter(Boolean).join(' ');

function clean(dice: Dice, one: Company): MatchRecord {
  return { companyName: written(one), ...details(dice, one) };
}

/** Telephone, e-mail and credit code are left out: by them a duplicate is found without any of this. */
function details(dice: Dice, { domain, contacts, place }: Company): Omit<MatchRecord, 'companyName'> {
  const none = { email: null, phone: null, creditCode: null };
  const kept = dice.in(0.55) ? domain : dice.in(0.1) && domain ? domain.replace(/\.[a-z.]+$/, '.cn') : null;
  return { ...none, domain: kept, contactName: dice.in(0.6) ? dice.of(contacts) : null, city: place !== '' && dice.in(0.6) ? place : null };
}

type Dirt = (dice: Dice, one: Company) => Partial<Company> | string | undefined;

const both: Record<string, Dirt> = {
  'no legal form': () => ({ form: '' }),
  'full width': (dice, one) => written(one).replace(/[!-~]/g, (letter) => (dice.in(0.7) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)),
  spaces: (_dice, one) => ` ${written(one).replace(/(?<=\p{Script=Han}{2})(?=\p{Script=Han}{4})/u, ' ')}  `,
  note: (dice, one) => `${written(one)}${dice.of(['（新）', '(重复)', ' (old)', '（客户）'])}`,
};
const hanDirt: Record<string, Dirt> = {
  'no place': () => ({ place: '' }),
  'no trade': (_dice, one) => ({ trade: '', form: '', place: one.place }),
  'short form of the trade': (_dice, { trade }) => ({ trade: HAN_TRADES.find(([long]) => long === trade)?.[1] ?? trade }),
  'place in brackets': (dice, one) => (dice.in(0.5) ? `${one.name}${one.trade}（${one.place}）${one.form}` : `${one.name}(${one.place})${one.trade}${one.form}`),
  'no 市': (_dice, one) => written(one).replace('市', ''),
  'other legal form': (dice) => ({ form: dice.of(['有限公司', '有限责任公司', '股份有限公司', '公司', '集团']) }),
  traditional: (_dice, one) => traditional(written(one)),
  pinyin: (dice, one) => `${dice.in(0.6) ? `${capital(letters(one.place))} ` : ''}${capital(letters(one.name))} ${HAN_TRADES.find(([long]) => long === one.trade)?.[2] ?? ''} Co., Ltd`,
  'character that sounds the same': (dice, one) => ({ name: dice.soundalike(one.name) }),
  'wrong character': (dice, one) => ({ name: dice.swapCharacter(one.name, HAN_NAMES) }),
  'both scripts': (_dice, one) => `${written(one)} / ${capital(letters(one.name))}`,
};
const SPELLINGS = [['GmbH', 'G.m.b.H.', 'AG', 'GmbH & Co. KG'], ['S.p.A.', 'SpA', 'Srl'], ['SA', 'S.A.'], ['B.V.', 'BV'], ['Pte. Ltd.', 'Pte Limited', 'Pte']];
const latinDirt: Record<string, Dirt> = {
  'no place': () => ({ place: '' }),
  'no trade': () => ({ trade: '' }),
  'short form of the trade': (_dice, { trade }) => ({ trade: LATIN_TRADES.find(([long]) => long === trade)?.[1] ?? trade }),
  'other legal form': (dice, { form }) => ({ form: dice.of(SPELLINGS.find((same) => same.includes(form)) ?? ['Ltd', 'Limited', 'Co. Ltd', 'Incorporated', 'Corp.', 'Company', 'LLC']) }),
  capitals: (_dice, one) => written(one).toUpperCase(),
  'no accents': (dice, { name }) => ({ name: dice.in(0.5) ? name.normalize('NFD').replace(/\p{Mn}/gu, '') : name.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ä/g, 'ae') }),
  'wrong letter': (dice, { name }) => ({ name: dice.misspelt(name, 'wrong') }),
  'missing letter': (dice, { name }) => ({ name: dice.misspelt(name, 'missing') }),
  'letter too many': (dice, { name }) => ({ name: dice.misspelt(name, 'double') }),
  'letters swapped': (dice, { name }) => ({ name: dice.misspelt(name, 'swapped') }),
  'words swapped': (_dice, one) => [one.trade, one.name, one.form].filter(Boolean).join(' '),
  'words joined': (_dice, { name }) => ({ name: name.replace(' ', dice2(name)) }),
  and: (_dice, { name }) => ({ name: name.replace('&', 'and') }),
};
/** `Harbour Cranes` → `HarbourCranes` or `Harbour-Cranes`. */
const dice2 = (name: string): string => (name.length % 2 ? '' : '-');

/** One or two sorts of dirt; what changes single letters comes before what rewrites the whole. */
function dirty(dice: Dice, one: Company): Omit<LabelledRecord, 'company' | 'script'> {
  const kinds = { ...both, ...(one.script === 'han' ? hanDirt : latinDirt) };
  const rare = new Set(['wrong character', 'pinyin', 'both scripts']);
  const names = Object.keys(kinds).flatMap((kind) => (rare.has(kind) ? [kind] : [kind, kind]));
  const chosen = [...new Set(Array.from({ length: dice.upTo(2) }, () => dice.of(names)))];
  let company = one;
  let name: string | undefined;
  const done: string[] = [];
  for (const kind of chosen) {
    const change = kinds[kind]!(dice, company);
    if (typeof change === 'string') {
      if (name !== undefined) continue;
      name = change;
    } else if (name === undefined && change) company = { ...company, ...change };
    else continue;
    done.push(kind);
  }
  return { record: { ...details(dice, one), companyName: name ?? written(company) }, dirt: done };
}
