/**
 * What must never be found, each as a query of one column: the id of what breaks it. They read the rows of the ledger and not the balances
 * that triggers keep, so that a wrong trigger is found too.
 */
export const ledgerRules: Record<string, string> = {
  'lines of a plan do not sum to its contract': `
    SELECT p.id FROM payment_plan p WHERE p.total <> (SELECT coalesce(sum(l.amount), 0) FROM plan_line l WHERE l.plan_id = p.id)`,
  'balance of a line differs from its allocations': `
    SELECT l.id FROM plan_line l WHERE l.allocated <> (SELECT coalesce(sum(a.amount), 0) FROM allocation a WHERE a.line_id = l.id)`,
  'balance of a receipt differs from its allocations': `
    SELECT r.id FROM receipt r WHERE r.allocated <> (SELECT coalesce(sum(a.amount), 0) FROM allocation a WHERE a.receipt_id = r.id)`,
  'a line is paid more than it is owed': `
    SELECT l.id FROM plan_line l JOIN allocation a ON a.line_id = l.id GROUP BY l.id HAVING sum(a.amount) > l.amount`,
  'a receipt has paid more than it brought': `
    SELECT r.id FROM receipt r JOIN allocation a ON a.receipt_id = r.id GROUP BY r.id HAVING sum(a.amount) > r.amount - r.reversed`,
  'a reversed receipt still pays something': `
    SELECT v.receipt_id AS id FROM receipt_reversal v JOIN allocation a ON a.receipt_id = v.receipt_id GROUP BY v.receipt_id HAVING sum(a.amount) <> 0`,
  'a bank movement is recorded twice': `
    SELECT min(r.id::text) AS id FROM receipt r GROUP BY r.bank_account, r.bank_reference HAVING count(*) > 1`,
  'a customer owes and has no open case': `
    SELECT DISTINCT l.account_id AS id FROM plan_line l
    WHERE l.outstanding > 0 AND NOT EXISTS (SELECT 1 FROM collection_case k WHERE k.account_id = l.account_id AND k.status = 'open')`,
  'a customer owes nothing and has an open case': `
    SELECT k.account_id AS id FROM collection_case k
    WHERE k.status = 'open' AND NOT EXISTS (SELECT 1 FROM plan_line l WHERE l.account_id = k.account_id AND l.outstanding > 0)`,
  'a line was reminded of after it was paid': `
    SELECT r.line_id AS id FROM reminder r JOIN plan_line l ON l.id = r.line_id
    WHERE l.amount <= (SELECT coalesce(sum(a.amount), 0) FROM allocation a WHERE a.line_id = r.line_id AND a.seq < r.seq)`,
};

/** All sums of one currency in one row. */
export const currencySums = `
  WITH plans AS (SELECT currency, sum(total) AS contracts FROM payment_plan GROUP BY currency),
    lines AS (SELECT currency, sum(amount) AS planned, sum(cancelled) AS cancelled, sum(outstanding) AS outstanding FROM plan_line GROUP BY currency),
    receipts AS (SELECT currency, sum(amount) AS received, sum(amount - reversed - allocated) AS unapplied FROM receipt GROUP BY currency),
    reversals AS (SELECT r.currency, sum(v.amount) AS reversed FROM receipt_reversal v JOIN receipt r ON r.id = v.receipt_id GROUP BY r.currency),
    allocations AS (SELECT currency, sum(amount) AS allocated FROM allocation GROUP BY currency)
  SELECT currency, coalesce(contracts, 0) AS contracts, coalesce(planned, 0) AS planned, coalesce(cancelled, 0) AS cancelled,
    coalesce(outstanding, 0) AS outstanding, coalesce(received, 0) AS received, coalesce(reversed, 0) AS reversed,
    coalesce(allocated, 0) AS allocated, coalesce(unapplied, 0) AS unapplied
  FROM plans FULL JOIN lines USING (currency) FULL JOIN receipts USING (currency) FULL JOIN reversals USING (currency)
    FULL JOIN allocations USING (currency)
  ORDER BY currency`;
