import { Money } from '@throughline/money/money';
import type { StagePolicy } from '@throughline/policy/stage-policy';
import type { Board } from './pipeline-board.dto';

/** What lies in one stage in one currency, the won apart from the open. */
export interface StageSum {
  stage: string;
  currency: string;
  won: boolean;
  amount: string;
}

type Sums = Board['sums'];

/** By currency: what it is worth, and what may be expected of it by the probability of its stage. */
export function sumsOf(pipeline: StagePolicy, rows: readonly StageSum[]): Sums {
  const currencies = [...new Set(rows.map(({ currency }) => currency.trim()))].sort();
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency.trim() === currency);
    const weighted = own.map((row) => weightedOf(pipeline, row));
    return { amount: Money.sum(own.map(moneyOf), currency).toJSON(), weighted: Money.sum(weighted, currency).toJSON() };
  });
}

function weightedOf(pipeline: StagePolicy, row: StageSum): Money {
  const probability = pipeline.stages.find(({ key }) => key === row.stage)?.probability ?? 0;
  return row.won ? moneyOf(row) : moneyOf(row).percent(String(probability));
}

const moneyOf = ({ amount, currency }: StageSum): Money => Money.from({ amount, currency });
