import { hash } from 'node:crypto';
import { syllables } from './han';
import type { MatchFacts, MatchRecord } from './match-score';
import { siteOf } from './match-score';
import type { RecordKind } from './duplicate.repository';
import type { NameForm } from './name-form';
import { nameForms, soundOf } from './name-form';

/**
 * Blocks of a record: only records that share one are compared. `kept` are stored with the record; `asked` are looked up, and held by an
 * advisory lock while the record comes in. What one record keeps, every near one asks for.
 */
export interface Blocks {
  kept: string[];
  asked: string[];
}

/** Number of the way in which blocks are made. Raise it with every change of them: the blocks of all records are then written anew (rekey-records). */
export const KEYS_VERSION = 2;

/** Names shorter than this are never found by half of their letters: too many share it. */
const SHORTEST_HALVED = 5;

/**
 * By the core of the name, of a Chinese one also with its syllables in any order; by its beginning, where the rest may be a trade that is on no list; by the front and the back half of its sound, which
 * finds one wrong, missing or added letter (Latin names only: half of a Chinese core of two or three characters says nothing); by the domain. The numbers
 * of a name are part of every block.
 */
export function blocksOf({ forms, site, phone, creditCode }: Pick<MatchFacts, 'forms' | 'site' | 'phone' | 'creditCode'>, kind: RecordKind = 'lead'): Blocks {
  const kept = new Set<string>();
  const asked = new Set<string>();
  for (const form of forms) {
    for (const name of names(form)) kept.add(`name ${soundOf(name)} ${form.numbers}`);
    if (form.han === null) halves(form, kept, asked);
  }
  if (forms.length === 0) return { kept: [], asked: [] };
  if (site !== null) kept.add(`site ${site}`);
  // Two leads with one telephone or credit code break a unique key; only customers need these to be found by.
  for (const block of [phone && `phone ${phone}`, creditCode && `code ${creditCode}`]) if (block) (kind === 'account' ? kept : asked).add(block);
  return { kept: [...kept].map(hashed), asked: [...new Set([...kept, ...asked])].map(hashed) };
}

/** Those of a new lead, for which nothing else of what it is compared by is needed yet. */
export function blocksOfNew({ companyName, domain, phone, creditCode }: Pick<MatchRecord, 'companyName' | 'domain' | 'phone' | 'creditCode'>): Blocks {
  return blocksOf({ forms: nameForms(companyName), site: siteOf(domain), phone, creditCode });
}

function names({ core, han, words, inOrder }: NameForm): string[] {
  if (han !== null) {
    const read = syllables(han);
    const sorted = [...read].sort().join(' ');
    const begins = read.length > 3 ? [2, 3].filter((length) => read.length - length >= 2) : [];
    return [core, ...(read.length > 1 ? [sorted] : []), ...begins.map((length) => read.slice(0, length).join(''))];
  }
  return [core, words.join(''), ...(inOrder.length > 1 ? [inOrder.slice(0, -1).join('')] : [])];
}

function halves({ sound, numbers }: NameForm, kept: Set<string>, asked: Set<string>): void {
  const letters = sound.replace(/\d/g, '');
  if (letters.length < SHORTEST_HALVED) return;
  for (const length of [letters.length - 1, letters.length, letters.length + 1]) {
    const half = Math.max(3, Math.floor(length / 2));
    for (const block of [`front ${length} ${letters.slice(0, half)} ${numbers}`, `back ${length} ${letters.slice(-half)} ${numbers}`]) {
      if (length === letters.length) kept.add(block);
      asked.add(block);
    }
  }
}

/** 64 bits as the text of a bigint. */
function hashed(block: string): string {
  return hash('sha256', block, 'buffer').readBigInt64BE().toString();
}
