import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { AccountRecords } from '../account/account-record.repository';
import { masked } from '../lead/normalise';
import { accountScope } from '../read-scope';
import type { AccountTree, Figures } from './account-views.dto';

/** Sums of one account as a row holds them. */
export interface StoredFigures {
  currency: string;
  open: string;
  won: string;
  invoiced: string;
  received: string;
}
interface Node {
  id: string;
  name: string;
  parentId: string | null;
  depth: number;
  ownerId: string;
  grade: 'A' | 'B' | 'C' | 'D' | null;
  visible: boolean;
  own: StoredFigures[];
}

/** A group of companies with its figures. */
@Injectable()
export class AccountTreeViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
  ) {}

  /** From this account downwards, parents before children. @throws account.not_found */
  async tree(asked: string, by: Principal): Promise<AccountTree> {
    // What lies beyond comes masked, and in sums.
    const nodes = await this.transaction.readBeyondReach(async (tx) => {
      const account = await this.records.find(tx, asked);
      await requireAccount(tx, by, 'read', account);
      const scope = accountScope(by, tx.now, 2);
      return tx.query<Node>(
        `WITH RECURSIVE part AS (
           SELECT a.* FROM account a WHERE a.id = $1 UNION ALL SELECT c.* FROM account c JOIN part p ON c.parent_id = p.id WHERE c.status <> 'merged'
         )
         SELECT a.id, a.name, a.parent_id AS "parentId", a.depth, a.owner_id AS "ownerId", a.grade, (a.id = $1 OR ${scope.sql}) AS visible,
           coalesce((SELECT json_agg(json_build_object('currency', f.currency, 'open', f.open::text, 'won', f.won::text, 'invoiced', f.invoiced::text,
             'received', f.received::text) ORDER BY f.currency) FROM account_figure f WHERE f.account_id = a.id), '[]') AS own
         FROM part a ORDER BY a.depth, a.name, a.id`,
        [account.id, ...scope.params],
      );
    });
    return { nodes: nodes.map((node) => shown(node, nodes, nodes.find(({ id }) => id === node.parentId))) };
  }
}

function shown(node: Node, all: readonly Node[], parent: Node | undefined): AccountTree['nodes'][number] {
  const { id, name, depth, ownerId, grade, visible, own } = node;
  return {
    accountId: visible ? id : null,
    name: visible ? name : masked(name),
    parentId: parent?.visible ? parent.id : null,
    depth,
    ownerId: visible ? ownerId : null,
    grade: visible ? grade : null,
    own: visible ? own.map(figures) : [],
    rolledUp: rolledUp(own, below(node, all).flatMap((lower) => lower.own)),
  };
}

function below(node: Node, all: readonly Node[]): Node[] {
  const children = all.filter(({ parentId }) => parentId === node.id);
  return children.flatMap((child) => [child, ...below(child, all)]);
}

/** Sums by currency of an account and of all below it. */
export function rolledUp(own: readonly StoredFigures[], lower: readonly StoredFigures[]): Figures[] {
  const sums = new Map<string, Figures>();
  for (const one of [...own, ...lower].map(figures)) {
    const sum = sums.get(one.currency);
    sums.set(one.currency, sum ? added(sum, one) : one);
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

export function figures({ currency, open, won, invoiced, received }: StoredFigures): Figures {
  const money = (amount: string) => Money.of(amount, currency).toJSON();
  return { currency, open: money(open), won: money(won), invoiced: money(invoiced), received: money(received) };
}

function added(a: Figures, b: Figures): Figures {
  const sum = (key: 'open' | 'won' | 'invoiced' | 'received') => Money.from(a[key]).plus(Money.from(b[key])).toJSON();
  return { currency: a.currency, open: sum('open'), won: sum('won'), invoiced: sum('invoiced'), received: sum('received') };
}
