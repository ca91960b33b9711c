/** What other services tell of a customer: kept here for the view of an account and for its figures, never asked for. */
export const accountFollows = [
  `CREATE TABLE account_deal (
     deal_id uuid PRIMARY KEY,
     account_id uuid NOT NULL,
     owner_id uuid NOT NULL,
     product text NOT NULL,
     stage text NOT NULL,
     status text NOT NULL CHECK (status IN ('open', 'won', 'lost')),
     amount numeric(19,4) NOT NULL,
     currency char(3) NOT NULL,
     expected_close_on date,
     lost_reason text,
     opened_at timestamptz NOT NULL,
     closed_at timestamptz,
     -- Number of the last event that was heard of it: an older one changes nothing.
     sequence int NOT NULL
   )`,
  'CREATE INDEX account_deal_account ON account_deal (account_id, opened_at DESC, deal_id DESC)',
  `CREATE INDEX account_deal_owner ON account_deal (owner_id) WHERE status <> 'lost'`,
  `CREATE TABLE account_contract (
     contract_id uuid PRIMARY KEY,
     deal_id uuid NOT NULL,
     account_id uuid NOT NULL,
     owner_id uuid NOT NULL,
     status text NOT NULL CHECK (status IN ('draft', 'in-review', 'signed', 'active', 'refused', 'terminated')),
     amount numeric(19,4) NOT NULL,
     currency char(3) NOT NULL,
     drafted_at timestamptz NOT NULL,
     signed_at timestamptz,
     ended_reason text,
     sequence int NOT NULL
   )`,
  'CREATE INDEX account_contract_account ON account_contract (account_id, drafted_at DESC, contract_id DESC)',
  `CREATE INDEX account_contract_owner ON account_contract (owner_id) WHERE status NOT IN ('refused', 'terminated')`,
  `CREATE TABLE account_plan (
     plan_id uuid PRIMARY KEY,
     deal_id uuid NOT NULL,
     account_id uuid NOT NULL,
     amount numeric(19,4) NOT NULL,
     cancelled numeric(19,4) NOT NULL DEFAULT 0,
     currency char(3) NOT NULL,
     invoiced_at timestamptz NOT NULL,
     sequence int NOT NULL
   )`,
  'CREATE INDEX account_plan_account ON account_plan (account_id, invoiced_at DESC, plan_id DESC)',
  `CREATE TABLE account_receipt (
     receipt_id uuid PRIMARY KEY,
     account_id uuid NOT NULL,
     amount numeric(19,4) NOT NULL,
     allocated numeric(19,4) NOT NULL DEFAULT 0,
     currency char(3) NOT NULL,
     received_on date NOT NULL,
     reversed boolean NOT NULL DEFAULT false,
     sequence int NOT NULL
   )`,
  'CREATE INDEX account_receipt_account ON account_receipt (account_id, received_on DESC, receipt_id DESC)',
  // Sums by currency of the account alone; a group's are added up along the tree when it is read.
  `CREATE TABLE account_figure (
     account_id uuid NOT NULL,
     currency char(3) NOT NULL,
     open numeric(19,4) NOT NULL,
     won numeric(19,4) NOT NULL,
     invoiced numeric(19,4) NOT NULL,
     received numeric(19,4) NOT NULL,
     PRIMARY KEY (account_id, currency)
   )`,
];
