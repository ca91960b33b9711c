import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LedgerCheck } from './check-ledger.dto';
import { currencySums, ledgerRules } from './ledger-rules';

const sums = ['contracts', 'planned', 'cancelled', 'outstanding', 'received', 'reversed', 'allocated', 'unapplied'] as const;
type SumsRow = Record<(typeof sums)[number], string> & { currency: string };

// One statement, so that all rules look at the same instant while money keeps coming in.
const checkSql = `
  SELECT (SELECT coalesce(json_agg(row_to_json(s)), '[]') FROM (SELECT currency, ${sums.map((name) => `${name}::text`).join(', ')} FROM (${currencySums}) c) s) AS sums,
    json_build_array(${Object.values(ledgerRules)
      .map((rule) => `(SELECT json_build_object('count', count(*), 'examples', coalesce((array_agg(id::text))[1:5], '{}')) FROM (${rule}) broken)`)
      .join(', ')}) AS findings`;

@Injectable()
export class LedgerCheckViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Whether the books balance, for every currency and to the last digit. */
  async check(by: Principal): Promise<LedgerCheck> {
    access.require(by, 'read', 'ledger');
    return this.transaction.read(async (tx) => {
      const [row] = await tx.query<{ sums: SumsRow[]; findings: { count: number; examples: string[] }[] }>(checkSql);
      const currencies = row!.sums.map(equations);
      const findings = Object.keys(ledgerRules).map((rule, i) => ({ rule, ...row!.findings[i]! }));
      return { ok: currencies.every(({ balanced }) => balanced) && findings.every(({ count }) => count === 0), currencies, findings };
    });
  }
}

function equations(row: SumsRow): LedgerCheck['currencies'][number] {
  const of = (name: (typeof sums)[number]) => Money.of(row[name], row.currency);
  const balanced =
    of('contracts').equals(of('planned')) &&
    of('planned').equals(of('allocated').plus(of('cancelled')).plus(of('outstanding'))) &&
    of('received').minus(of('reversed')).equals(of('allocated').plus(of('unapplied')));
  const amounts = Object.fromEntries(sums.map((name) => [name, of(name).toJSON()])) as Record<(typeof sums)[number], ReturnType<Money['toJSON']>>;
  return { currency: row.currency, ...amounts, balanced };
}
