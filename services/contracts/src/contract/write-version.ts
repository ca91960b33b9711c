import type { ContractPart } from '@throughline/policy/review-policy';
import type { ContractContent } from './contract.changes';
import { hashOf, renderContract } from './contract.document';
import { ContractVersion } from './contract.entity';
import type { Contract } from './contract.entity';

/** The present version of the contract as a document: text and hash follow from the content. */
export function writeVersion(contract: Contract, content: ContractContent, changed: ContractPart[], by: string, now: Date): ContractVersion {
  const { id, number, accountName, product, currentVersion } = contract;
  const { amount, terms, term } = content;
  const clauses = content.clauses.trim();
  const document = renderContract({ number, no: currentVersion, accountName, product, amount, terms, clauses, term });
  return Object.assign(new ContractVersion(), {
    contractId: id, no: currentVersion, amount: amount.amount, currency: amount.currency, terms, clauses, ...term,
    document, documentHash: hashOf(document), changed, createdBy: by, createdAt: now, reviewRequestedBy: null, reviewRequestedAt: null,
  });
}
