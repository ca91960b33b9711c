import { companyDomain, normalisePhone } from '../lead/normalise';
import type { Company } from './labelled-companies.fixture';
import { companies } from './labelled-companies.fixture';
import { isOfTheWhole, noises } from './labelled-noise.fixture';
import type { Noisy } from './labelled-noise.fixture';
import { Dice } from './labelled-words.fixture';
import type { MatchRecord } from './match-score';

/** Weights and blocks are tuned on these sets alone; what is reported is measured on the others. */
export const TUNING_SEEDS = [11, 12];
export const HELD_OUT_SEEDS = [1_001, 1_002, 1_003];

/** A record of which we know the company. */
export interface LabelledRecord {
  company: number;
  /** The company that this one is easily taken for, and in what it differs from it. */
  like?: { company: number; sort: string } | undefined;
  record: MatchRecord;
  /** What was done to it; empty for the clean one. */
  noise: string[];
  script: Company['script'];
}

/**
 * Companies with Chinese and Latin names. Half are entered once, the others up to four times with the dirt of real entry: one to four sorts of it at a
 * time, drawn evenly. Beside one in three stands a different company that is easily taken for it.
 */
export function labelledSet(seed: number, count: number): LabelledRecord[] {
  const dice = new Dice(seed);
  const records = companies(dice, count).flatMap(({ company: one, like }, company): LabelledRecord[] => [
    { company, like, record: recordOf(dice, one, { name: one.written }), noise: [], script: one.script },
    ...Array.from({ length: dice.in(0.5) ? 0 : dice.upTo(3) }, () => ({ company, like, script: one.script, ...dirty(dice, one) })),
  ]);
  return dice.shuffled(records);
}

/** One sort of dirt alone, for each that can be done to this company: what a name of the real world becomes. */
export function perturbed(dice: Dice, one: Company): { noise: string; name: string }[] {
  return Object.entries(noises(one.script)).flatMap(([noise, change]) => {
    const changed = change(dice, { ...one, name: undefined });
    const name = changed && (changed.name ?? one.writtenAs({ ...one, ...changed }));
    return name && name !== one.written ? [{ noise, name }] : [];
  });
}

function dirty(dice: Dice, one: Company): Pick<LabelledRecord, 'record' | 'noise'> {
  const sorts = dice.shuffled(Object.entries(noises(one.script))).slice(0, dice.weighted([35, 35, 20, 10]) + 1);
  let noisy: Noisy = { ...one, name: undefined };
  const noise: string[] = [];
  // What changes a part of the name comes before what is done to the whole.
  for (const [sort, change] of sorts.sort(([, a], [, b]) => Number(isOfTheWhole(a)) - Number(isOfTheWhole(b)))) {
    const changed = change(dice, noisy);
    if (!changed) continue;
    noisy = { ...noisy, ...changed };
    noise.push(sort);
  }
  return { record: recordOf(dice, one, { ...noisy, name: noisy.name ?? one.writtenAs(noisy) }), noise };
}

/** As the service stores it: what was typed goes through its own normalising. */
function recordOf(dice: Dice, one: Company, { name, site = one.site }: { name: string; site?: string | null }): MatchRecord {
  const phone = dice.in(0.5) ? null : typed(dice, dice.of(one.phones));
  return {
    companyName: name,
    contactName: dice.in(0.4) ? dice.of(one.contacts) : null,
    email: null,
    phone: normalisePhone(phone, one.script === 'han' ? 'CN' : 'GB'),
    creditCode: null,
    domain: dice.in(0.5) && site !== null ? companyDomain(null, dice.of([site, `www.${site}`, `https://www.${site}/`, site.toUpperCase()])) : null,
    city: one.place !== '' && dice.in(0.5) ? one.place : null,
  };
}

/** One telephone number in the ways in which people write it. */
function typed(dice: Dice, number: string): string {
  const [code, rest] = [number.slice(0, 3), number.slice(3)];
  const national = `${code.replace('+', '')}`;
  return dice.of([
    number,
    `00${number.slice(1)}`,
    `${code} ${rest.slice(0, 3)} ${rest.slice(3, 7)} ${rest.slice(7)}`,
    `${code}-${rest.slice(0, 4)}-${rest.slice(4)}`,
    `0${rest}`,
    `+${national} (0)${rest}`,
    `${code}${rest}`.replace(/[0-9+]/g, (digit) => (digit === '+' ? '＋' : String.fromCharCode(digit.charCodeAt(0) + 0xfee0))),
  ]);
}
