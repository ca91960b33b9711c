/** Instants as ISO text in UTC, amounts as text: JSON numbers would round them. */
const at = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const day = (column: string) => `to_char(${column}, 'YYYY-MM-DD')`;
const money = (amount: string, currency = 'currency') => `json_build_object('amount', (${amount})::text, 'currency', ${currency})`;
const list = (fields: string, from: string) => `coalesce((SELECT json_agg(json_build_object(${fields})) FROM (${from}) AS x), '[]')`;
/** The latest of each that the overview shows. */
const SHOWN = 50;

const ofCustomer = (table: string) => `FROM ${table} AS x WHERE account_id IN (SELECT merged_accounts($1))`;
const within = (table: string, scope: string) => `${ofCustomer(table)} AND ${scope}`;
const beyond = (table: string, scope: string) => `(SELECT count(*)::int ${ofCustomer(table)} AND (${scope}) IS NOT TRUE)`;

/**
 * $1: the account; with it all that was merged into it. Everything around it in one statement, each part by an index on the account. Deals and contracts
 * are those within the reader's scope (conditions of `x`, parameters from $2), the others are counted.
 */
export const overviewSql = (scope: { deals: string; contracts: string }) => `
  WITH RECURSIVE part AS (
    SELECT id, 1 AS level FROM account WHERE id = $1
    UNION ALL SELECT c.id, p.level + 1 FROM account c JOIN part p ON c.parent_id = p.id WHERE c.status <> 'merged'
  )
  SELECT
    ${list(
      `'currency', currency, 'open', open, 'won', won, 'invoiced', invoiced, 'received', received, 'own', own`,
      `SELECT currency, open::text AS open, won::text AS won, invoiced::text AS invoiced, received::text AS received, account_id = $1 AS own
       FROM account_figure WHERE account_id IN (SELECT id FROM part)`,
    )} AS figures,
    ${list(
      `'contactId', id, 'accountId', account_id, 'name', name, 'email', email, 'phone', phone, 'position', position, 'function', function, 'version', version`,
      `SELECT * FROM contact WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY id DESC LIMIT ${SHOWN}`,
    )} AS contacts,
    ${list(
      `'dealId', deal_id, 'product', product, 'stage', stage, 'status', status, 'amount', ${money('amount')}, 'expectedCloseOn', ${day('expected_close_on')},
       'lostReason', lost_reason, 'ownerId', owner_id, 'openedAt', ${at('opened_at')}, 'closedAt', ${at('closed_at')}`,
      `SELECT * ${within('account_deal', scope.deals)} ORDER BY opened_at DESC, deal_id DESC LIMIT ${SHOWN}`,
    )} AS deals,
    ${list(
      `'contractId', contract_id, 'dealId', deal_id, 'status', status, 'amount', ${money('amount')}, 'draftedAt', ${at('drafted_at')},
       'signedAt', ${at('signed_at')}, 'endedReason', ended_reason`,
      `SELECT * ${within('account_contract', scope.contracts)} ORDER BY drafted_at DESC, contract_id DESC LIMIT ${SHOWN}`,
    )} AS contracts,
    json_build_object('deals', ${beyond('account_deal', scope.deals)}, 'contracts', ${beyond('account_contract', scope.contracts)}) AS "beyondReach",
    ${list(
      `'amount', amount, 'currency', currency`,
      `SELECT currency, sum(amount - allocated)::text AS amount FROM account_receipt WHERE account_id IN (SELECT merged_accounts($1)) AND NOT reversed GROUP BY currency
       HAVING sum(amount - allocated) > 0 ORDER BY currency`,
    )} AS prepayments,
    ${list(
      `'receiptId', receipt_id, 'amount', ${money('amount')}, 'allocated', ${money('allocated')}, 'receivedOn', ${day('received_on')}, 'reversed', reversed`,
      `SELECT * FROM account_receipt WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY received_on DESC, receipt_id DESC LIMIT ${SHOWN}`,
    )} AS receipts,
    ${list(
      `'visitId', id, 'kind', kind, 'purpose', purpose, 'outcome', outcome, 'contactIds', to_json(contact_ids), 'by', visited_by, 'visitedAt', ${at('visited_at')}`,
      `SELECT * FROM account_visit WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY visited_at DESC, id DESC LIMIT ${SHOWN}`,
    )} AS visits`;

const signed = `status IN ('signed', 'active', 'ended') AND signed_at IS NOT NULL`;

/** $1: the account, $2: now, $3: the company's time zone, in which a year begins. */
export const keyDataSql = `
  SELECT
    ${list(
      `'function', function, 'strength', strength, 'note', note,
       'theirs', json_build_object('contactId', contact_id, 'name', contact_name, 'position', position, 'function', contact_function),
       'ours', json_build_object('personId', person_id, 'name', person_name)`,
      `SELECT r.*, c.name AS contact_name, c.position, c.function AS contact_function, p.name AS person_name
       FROM account_relationship r JOIN contact c ON c.id = r.contact_id LEFT JOIN known_person p ON p.id = r.person_id
       WHERE r.account_id IN (SELECT merged_accounts($1)) ORDER BY r.function, r.strength DESC, c.name`,
    )} AS relationships,
    coalesce((SELECT json_agg(function ORDER BY function) FROM (
      SELECT DISTINCT function FROM contact c WHERE account_id IN (SELECT merged_accounts($1)) AND function IS NOT NULL
        AND NOT EXISTS (SELECT FROM account_relationship r WHERE r.account_id IN (SELECT merged_accounts($1)) AND r.function = c.function)) AS g), '[]') AS gaps,
    ${list(
      `'year', year, 'spend', ${money('spend')}, 'ours', ${money('ours')}, 'sharePercent', round(100 * ours / spend, 2)::text, 'source', source`,
      `SELECT w.*, coalesce((SELECT sum(c.amount) FROM account_contract c WHERE c.account_id IN (SELECT merged_accounts($1)) AND c.currency = w.currency AND ${signed}
         AND extract(year FROM c.signed_at AT TIME ZONE $3::text) = w.year), 0) AS ours
       FROM account_wallet w WHERE w.account_id IN (SELECT merged_accounts($1)) ORDER BY w.year DESC, w.currency`,
    )} AS wallet,
    ${list(
      `'level', level, 'channel', channel, 'comment', comment, 'at', ${at('said_at')}`,
      `SELECT * FROM account_satisfaction WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY said_at DESC, id DESC LIMIT ${SHOWN}`,
    )} AS satisfaction,
    (SELECT json_build_object('lastAt', ${at('max(signed_at)')}, 'recencyDays', floor(extract(epoch FROM $2::timestamptz - max(signed_at)) / 86400)::int,
       'lastYear', count(*) FILTER (WHERE signed_at > $2::timestamptz - interval '365 days'), 'ever', count(*))
     FROM account_contract WHERE account_id IN (SELECT merged_accounts($1)) AND ${signed}) AS purchases,
    ${list(
      `'currency', currency, 'lastYear', ${money('last_year')}, 'ever', ${money('ever')}`,
      `SELECT currency, sum(amount) AS ever, coalesce(sum(amount) FILTER (WHERE signed_at > $2::timestamptz - interval '365 days'), 0) AS last_year
       FROM account_contract WHERE account_id IN (SELECT merged_accounts($1)) AND ${signed} GROUP BY currency ORDER BY currency`,
    )} AS amounts,
    ${list(
      `'reason', reason, 'lostTo', lost_to, 'note', note, 'at', ${at('churned_at')}, 'wonBackAt', ${at('won_back_at')}`,
      `SELECT * FROM account_churn WHERE account_id IN (SELECT merged_accounts($1)) ORDER BY churned_at DESC, id DESC LIMIT ${SHOWN}`,
    )} AS churns`;
