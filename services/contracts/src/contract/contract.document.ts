import { createHash } from 'node:crypto';
import type { PaymentTermsData } from '@throughline/events/fields';
import type { MoneyJson } from '@throughline/money/money';
import type { ContractTerm } from './contract.changes';

/** What the text of a version is made of. */
export interface ContractText {
  number: string;
  no: number;
  accountName: string;
  product: string;
  amount: MoneyJson;
  terms: PaymentTermsData;
  clauses: string;
  term: ContractTerm;
}

/** The clauses that a draft begins with. */
export const standardClauses = [
  '4. Delivery. The seller delivers within the time that the parties agree on in writing.',
  '5. Acceptance. The buyer accepts in writing within ten working days of delivery.',
  '6. Warranty. Twelve months from acceptance.',
  '7. Liability. Limited to the amount of this contract, save for intent.',
  '8. Law. The law of the seat of the seller applies.',
].join('\n');

/** The whole contract as plain text. The same facts always give the same text, so its hash says what was signed. */
export function renderContract({ number, no, accountName, product, amount, terms, clauses, term }: ContractText): string {
  const lines = terms.lines.map((line, index) => `   3.${index + 1} ${line.label}: ${line.portion} percent, ${whenDue(line)}.`);
  return [
    `CONTRACT ${number}, version ${no}`,
    '',
    `1. Parties. The seller, and the buyer: ${accountName}.`,
    `2. Subject. ${product}, for ${amount.amount} ${amount.currency}.`,
    ...inForce(term),
    '3. Payment.',
    ...lines,
    clauses.trim(),
    '',
  ].join('\n');
}

/** Nothing where no term is agreed: in force from its activation until it is terminated. */
function inForce({ startsOn, endsOn }: ContractTerm): string[] {
  if (startsOn === null && endsOn === null) return [];
  const from = startsOn === null ? 'the day on which it comes into force' : startsOn;
  return [`   2.1 Term. From ${from} ${endsOn === null ? 'without a fixed end' : `to ${endsOn}, both days included`}.`];
}

function whenDue({ days, endOfMonth, daysAfter }: PaymentTermsData['lines'][number]): string {
  const after = `${days} days after this contract comes into force`;
  if (!endOfMonth) return after;
  return `${after}, to the end of that month${daysAfter ? ` and ${daysAfter} days more` : ''}`;
}

/** SHA-256 of the text, hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
