import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Assignment by policy: whose turn it is, what was decided and why, who is asked and what he answered. */
export class Assignment1764220000000 implements MigrationInterface {
  readonly name = 'Assignment1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Turns and decisions would be lost; restore from a backup.');
  }
}

const statements = [
  // The policy by whose version in force leads of the pool are given out; null: by hand only.
  'ALTER TABLE pool ADD COLUMN assignment_policy_id text',
  // What is left of it is the lock that puts the assignments of a pool in order; positions are kept for each ring.
  'ALTER TABLE round_robin DROP COLUMN position',
  `CREATE TABLE assignment_ring (
    pool_id uuid NOT NULL REFERENCES pool (id),
    -- Key of the rule, with the region where it has any.
    ring text NOT NULL,
    dealt bigint NOT NULL CHECK (dealt >= 0),
    floor bigint NOT NULL CHECK (floor >= 0),
    PRIMARY KEY (pool_id, ring)
  )`,
  `CREATE TABLE assignment_seat (
    pool_id uuid NOT NULL,
    ring text NOT NULL,
    person_id uuid NOT NULL,
    turns bigint NOT NULL CHECK (turns >= 0),
    last bigint NOT NULL CHECK (last >= 0),
    PRIMARY KEY (pool_id, ring, person_id),
    FOREIGN KEY (pool_id, ring) REFERENCES assignment_ring (pool_id, ring)
  )`,
  'ALTER TABLE assignment DROP COLUMN position',
  'ALTER TABLE assignment ADD COLUMN policy_id text, ADD COLUMN policy_version int',
  `CREATE TABLE assignment_decision (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL REFERENCES assignment (id),
    lead_id uuid NOT NULL,
    decided_at timestamptz NOT NULL,
    rule text,
    strategy text,
    chosen uuid,
    because text NOT NULL,
    -- [{personId, place}|{personId, whyNot}], the first fifty; how many there were.
    candidates jsonb NOT NULL,
    considered int NOT NULL
  )`,
  'CREATE INDEX assignment_decision_lead ON assignment_decision (lead_id, id)',
  'CREATE INDEX assignment_decision_assignment ON assignment_decision (assignment_id)',
  `CREATE TABLE assignment_offer (
    id uuid PRIMARY KEY,
    -- Offers of one lead that were handed on from one to the next.
    chain uuid NOT NULL,
    lead_id uuid NOT NULL,
    pool_id uuid NOT NULL,
    person_id uuid NOT NULL,
    offered_at timestamptz NOT NULL,
    answer_by timestamptz NOT NULL,
    answer text CHECK (answer IN ('accepted', 'acted', 'declined', 'none', 'void')),
    answered_at timestamptz,
    reason text,
    CONSTRAINT assignment_offer_answered CHECK ((answer IS NULL) = (answered_at IS NULL))
  )`,
  'CREATE UNIQUE INDEX assignment_offer_one_open ON assignment_offer (lead_id) WHERE answer IS NULL',
  'CREATE INDEX assignment_offer_lead ON assignment_offer (lead_id, id)',
  // What a person was given on a day, and who has leads of a company. Both cost nothing on intake: a new lead has no owner.
  `CREATE INDEX ownership_assigned ON ownership (owner_id, started_at) WHERE acquired = 'assigned'`,
  'CREATE INDEX lead_owned_domain ON lead (domain) WHERE owner_id IS NOT NULL AND domain IS NOT NULL',
  // Pools that are open already get the clock of their assignments beside the one that recycles.
  `INSERT INTO clock_book (book, workflow_id, workflow_type, queue)
   SELECT 'assignments:' || substr(book, 6), replace(workflow_id, 'lead-recycling:', 'lead-assignment:'), 'leadAssignment', queue
   FROM clock_book WHERE book LIKE 'pool:%' ON CONFLICT DO NOTHING`,
];
