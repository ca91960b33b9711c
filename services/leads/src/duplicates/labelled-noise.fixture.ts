import { Converter } from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import type { Company, Parts } from './labelled-companies.fixture';
import { capital, letters } from './labelled-companies.fixture';
import type { Dice } from './labelled-words.fixture';
import { HAN_CITIES, HAN_NAMES, HAN_TRADES, LATIN_PLACES, LATIN_TRADES, PROVINCES } from './labelled-words.fixture';

/** A company while dirt is put on it: its parts, then its whole name once one sort of dirt has rewritten that. */
export interface Noisy extends Parts {
  name: string | undefined;
  site: string | null;
  written: string;
  writtenAs: Company['writtenAs'];
}
type Change = Partial<Parts> & { name?: string | undefined; site?: string | null };
/** Undefined where it cannot be done (to this one, or after what was done before). */
export type Noise = (dice: Dice, one: Noisy) => Change | undefined;

const traditional = Converter({ from: 'cn', to: 't' });
/** A part of the name; not once the whole was rewritten. */
const part = (change: (one: Noisy, dice: Dice) => Change | undefined): Noise => (dice, one) => (one.name === undefined ? change(one, dice) : undefined);
/** What is done to the whole of a name, after everything else. */
const wholes = new WeakSet<Noise>();
export const isOfTheWhole = (noise: Noise): boolean => wholes.has(noise);
const whole = (change: (name: string, dice: Dice, one: Noisy) => string): Noise => {
  const noise: Noise = (dice, one) => {
    const before = one.name ?? one.writtenAs(one);
    const name = change(before, dice, one);
    return name === before ? undefined : { name };
  };
  wholes.add(noise);
  return noise;
};
const syllables = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array', v: true });

const both: Record<string, Noise> = {
  'no legal form': part(({ form }) => (form ? { form: '' } : undefined)),
  'other domain': (dice, { site }) => (site ? { site: `${dice.of(['', 'china', 'group'])}${site.split('.')[0]!.slice(0, dice.in(0.5) ? 3 : 9)}${dice.in(0.5) ? '-intl' : ''}.${dice.of(['com', 'cn', 'io'])}` } : undefined),
  'full width': whole((name, dice) => name.replace(/[!-~]/g, (letter) => (dice.in(0.7) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter))),
  spaces: whole((name) => ` ${name.replace(/(?<=\p{Script=Han}{2})(?=\p{Script=Han}{3})/u, ' ').replace(/ /g, '  ')} `),
  note: whole((name, dice) => `${name}${dice.of(['（新）', '(重复)', ' (old)', '（客户）', ' - do not use', '【老客户】'])}`),
};
const hanNoise: Record<string, Noise> = {
  ...both,
  'other legal form': part((_one, dice) => ({ form: dice.of(['有限公司', '有限责任公司', '股份有限公司', '公司', '集团', '厂']) })),
  'no place': part(({ place }) => (place ? { place: '' } : undefined)),
  'short form of the trade': part(({ trade }) => shortened(HAN_TRADES, trade)),
  'longer trade': part(({ trade }, dice) => ({ trade: dice.of([`${trade}发展`, `国际${trade}`, `信息${trade}`, `${trade}服务`]) })),
  'no trade': part(({ trade }) => (trade ? { trade: '', form: '' } : undefined)),
  abbreviation: part(({ core, trade }, dice) => (core.length > 2 ? { core: core.slice(0, 2), form: '' } : { core: core.slice(0, 1), trade: trade.slice(0, 1), form: dice.of(['', '集团']) })),
  'character that sounds the same': part(({ core }, dice) => ({ core: dice.soundalike(core) })),
  'wrong character': part(({ core }, dice) => ({ core: dice.swapCharacter(core, HAN_NAMES) })),
  'missing character': part(({ core }, dice) => (core.length > 2 ? { core: dice.without(core) } : undefined)),
  'characters swapped': part(({ core }) => ({ core: core.slice(1, 2) + core.slice(0, 1) + core.slice(2) })),
  'place in brackets': whole((name, dice, { place }) => (place === '' ? name : name.includes(`${place}市`) ? name.replace(`${place}市`, dice.in(0.5) ? `(${place})` : '').concat(dice.in(0.5) ? `（${place}）` : '') : `${name}(${place})`)),
  'province and district': whole((name, dice) => `${dice.of(PROVINCES)}省${name.replace('市', `市${dice.of(['浦东新', '南山', '江北', '高新'])}区`)}`),
  'branch or city before it': whole((name, dice) => `${dice.of(HAN_CITIES)}办事处 ${name}`),
  'head office': whole((name, dice) => `${name}${dice.of(['（总部）', '总部', '总公司'])}`),
  traditional: whole((name) => traditional(name)),
  'both scripts': whole((name, dice, { core }) => (dice.in(0.5) ? `${name} / ${capital(letters(core))}` : `${capital(letters(core))} ${name}`)),
  'pinyin, joined': (dice, one) => romanised(dice, one, (core) => capital(letters(core))),
  'pinyin with spaces': (dice, one) => romanised(dice, one, (core) => syllables(core).map(capital).join(' ')),
  'pinyin of all': part(({ place, core, trade, store }, dice) => (store !== '' ? undefined : { name: [place, core, trade, '有限', '公司'].map((word) => capital(letters(word))).join(dice.in(0.7) ? ' ' : '') })),
};
const SPELLINGS = [['GmbH', 'G.m.b.H.', 'AG', 'GmbH & Co. KG', 'mbH'], ['S.p.A.', 'SpA', 'Srl'], ['SA', 'S.A.', 'SAS'], ['B.V.', 'BV'], ['Pte. Ltd.', 'Pte Limited', 'Pte']];
const latinNoise: Record<string, Noise> = {
  ...both,
  'other legal form': part(({ form }, dice) => ({ form: dice.of(SPELLINGS.find((same) => same.includes(form)) ?? ['Ltd', 'Limited', 'Co. Ltd', 'Incorporated', 'Corp.', 'Company', 'LLC']) })),
  'no place': part(({ place }) => (place ? { place: '' } : undefined)),
  'short form of the trade': part(({ trade }) => shortened(LATIN_TRADES, trade)),
  'no trade': part(({ trade }) => (trade ? { trade: '' } : undefined)),
  'longer trade': part(({ trade }, dice) => ({ trade: `${trade} ${dice.of(['Services', 'International', 'Group', 'Solutions'])}`.trim() })),
  abbreviation: part(({ core, trade }) => (core.includes(' ') ? { core: [core, trade].join(' ').split(/[ &]+/).filter(Boolean).map((word) => word[0]).join(''), trade: '' } : { core: `${core.slice(0, Math.max(3, core.length - 4))}.` })),
  'no accents': part(({ core }, dice) => ({ core: dice.in(0.5) ? core.normalize('NFD').replace(/\p{Mn}/gu, '') : core.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ä/g, 'ae') })),
  'wrong letter': part(({ core }, dice) => ({ core: dice.misspelt(core, 'wrong') })),
  'missing letter': part(({ core }, dice) => ({ core: dice.misspelt(core, 'missing') })),
  'letter too many': part(({ core }, dice) => ({ core: dice.misspelt(core, 'double') })),
  'letters swapped': part(({ core }, dice) => ({ core: dice.misspelt(core, 'swapped') })),
  'as it is heard': part(({ core }) => ({ core: core.replace(/ph/g, 'f').replace(/ck/g, 'k').replace(/c(?=[aou])/g, 'k').replace(/ie/g, 'y').replace(/ll/g, 'l') })),
  'words joined': part(({ core }, dice) => (core.includes(' ') ? { core: core.replace(/ (& )?/, dice.of(['', '-'])) } : undefined)),
  and: part(({ core }) => (core.includes('&') ? { core: core.replace('&', 'and') } : undefined)),
  'words swapped': whole((_name, _dice, { core, trade, form, place, store }) => [trade, place, core, store, form].filter(Boolean).join(' ')),
  capitals: whole((name) => name.toUpperCase()),
  'branch or city before it': whole((name, dice) => `${dice.of(LATIN_PLACES)} ${name}`),
  'head office': whole((name, dice) => `${name}${dice.of([' (Head Office)', ' HQ', ' - Headquarters'])}`),
};

/** Every sort of dirt of this script, by its name. */
export const noises = (script: Company['script']): Record<string, Noise> => (script === 'han' ? hanNoise : latinNoise);

function shortened(trades: readonly (readonly string[])[], trade: string): Change | undefined {
  const short = trades.find(([long]) => long === trade)?.[1];
  return short !== undefined && short !== trade ? { trade: short } : undefined;
}

/** `Shanghai Huaxin Technology Co., Ltd`: the name in letters, the trade in English. */
function romanised(dice: Dice, one: Noisy, spelt: (core: string) => string): Change | undefined {
  // Without it nobody could tell which shop it is.
  if (one.name !== undefined || one.store !== '') return undefined;
  const trade = HAN_TRADES.find(([long, short]) => long === one.trade || short === one.trade)?.[2] ?? '';
  return { name: [dice.in(0.6) ? capital(letters(one.place)) : '', spelt(one.core), trade, dice.of(['Co., Ltd', 'Co.,Ltd.', 'Limited', ''])].filter(Boolean).join(' ') };
}
