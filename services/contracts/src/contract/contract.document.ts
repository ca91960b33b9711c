import { createHash } from 'node:crypto';
import type { PaymentTermsData } from '@throughline/events/fields';
import type { MoneyJson } from '@throughline/money/money';

/** What the text of a version is made of. */
export interface ContractText {
  number: string;
  no: number;
  accountName: string;
  product: string;
  amount: MoneyJson;
  terms: PaymentTermsData;
  clauses: string;
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
export function renderContract({ number, no, accountName, product, amount, terms, clauses }: ContractText): string {
  const lines = terms.lines.map((line, index) => `   3.${index + 1} ${line.label}: ${line.portion} percent, ${whenDue(line)}.`);
  return [
    `CONTRACT ${number}, version ${no}`,
    '',
    `1. Parties. The seller, and the buyer: ${accountName}.`,
    `2. Subject. ${product}, for ${amount.amount} ${amount.currency}.`,
    '3. Payment.',
    ...lines,
    clauses.trim(),
    '',
  ].join('\n');
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
