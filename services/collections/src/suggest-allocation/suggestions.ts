import { Money } from '@throughline/money/money';

/** An open line of the customer, in the currency of the receipt. */
export interface OwedLine {
  lineId: string;
  planId: string;
  contractNumber: string | null;
  no: number;
  label: string;
  dueOn: string;
  outstanding: Money;
}

/** `reference`: the remittance names the contract. `exact`: the amount is that of a line, or of all that is open of a plan. `oldest-first`: by due date. */
export type SuggestionRule = 'reference' | 'exact' | 'oldest-first';

export interface Suggestion {
  /** All rules that come to the same shares, the strongest first. */
  rules: SuggestionRule[];
  shares: { line: OwedLine; amount: Money }[];
  /** What stays as credit. */
  left: Money;
}

/**
 * What a receipt may pay, the likeliest first: what its remittance names, then what its amount fits, then what is oldest. Nothing where nothing is left of
 * the receipt or nothing is open.
 * @param lines oldest due date first
 */
export function suggestions(unapplied: Money, remittance: string | null, lines: readonly OwedLine[]): Suggestion[] {
  if (!unapplied.isPositive() || lines.length === 0) return [];
  const named = lines.filter(({ contractNumber }) => contractNumber !== null && remittance !== null && names(remittance, contractNumber));
  const found: [SuggestionRule, readonly OwedLine[]][] = [['reference', fitting(unapplied, named) ?? named], ['exact', fitting(unapplied, lines) ?? []], ['oldest-first', lines]];
  const suggested = new Map<string, Suggestion>();
  for (const [rule, candidates] of found) {
    if (candidates.length === 0) continue;
    const suggestion = inOrder(unapplied, candidates, rule);
    const key = suggestion.shares.map(({ line, amount }) => `${line.lineId} ${amount.amount}`).join();
    const same = suggested.get(key);
    if (same) same.rules.push(rule);
    else suggested.set(key, suggestion);
  }
  return [...suggested.values()];
}

/** The oldest line of exactly this amount, else the open lines of the first plan that together make it. */
function fitting(amount: Money, lines: readonly OwedLine[]): readonly OwedLine[] | undefined {
  const line = lines.find(({ outstanding }) => outstanding.equals(amount));
  if (line) return [line];
  const plans = [...new Set(lines.map(({ planId }) => planId))].map((planId) => lines.filter((one) => one.planId === planId));
  return plans.find((plan) => Money.sum(plan.map(({ outstanding }) => outstanding), amount.currency).equals(amount));
}

function inOrder(amount: Money, lines: readonly OwedLine[], rule: SuggestionRule): Suggestion {
  let left = amount;
  const shares: Suggestion['shares'] = [];
  for (const line of lines) {
    if (!left.isPositive()) break;
    const share = left.compare(line.outstanding) < 0 ? left : line.outstanding;
    shares.push({ line, amount: share });
    left = left.minus(share);
  }
  return { rules: [rule], shares, left };
}

/** Banks change case and signs between letters and digits, never these themselves; a number is no part of a longer one. */
function names(remittance: string, contractNumber: string): boolean {
  const parts = contractNumber.match(/[a-z]+|\d+/gi) ?? [];
  if (parts.length === 0) return false;
  return new RegExp(`(?<![a-z0-9])${parts.join('[^a-z0-9]*')}(?![0-9])`, 'i').test(remittance);
}
