import { platformMigrations } from '@throughline/persistence/platform-tables';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { LeadsSchema1764100000000 } from './1764100000000-leads-schema';
import { LeadClock1764200000000 } from './1764200000000-lead-clock';

jest.setTimeout(60_000);

let database: TestDatabase;
const [lead, free, owner] = [uuidv7(), uuidv7(), uuidv7()];

beforeAll(async () => {
  database = await testDatabase({ service: 'leads', migrations: [...platformMigrations, LeadsSchema1764100000000], entities: [] });
});
afterAll(() => database.drop());

it('an installation that is in use keeps what its activities were worth, by kind', async () => {
  const insert = `INSERT INTO lead (id, pool_id, status, display_name, captured_at, captured_by, org_path, policy_version, pool_since, version, owner_id, claimed_at, protected_until, last_reset_at)`;
  await database.query(
    `${insert} VALUES ($1, $2, 'owned', 'A', '2026-03-01', 'x', '1.1.', 1, '2026-03-01', 5, $3, '2026-03-25T02:00Z', '2026-04-05T10:00Z', '2026-04-02T02:00Z'),
      ($4, $2, 'available', 'B', '2026-03-01', 'x', '1.', 1, '2026-03-01', 3, NULL, NULL, NULL, NULL)`,
    [lead, uuidv7(), owner, free],
  );
  const happened: [string, string, string, boolean][] = [
    [lead, 'call', '2026-03-20T02:00Z', true], // by an owner before
    [lead, 'note', '2026-03-26T02:00Z', false],
    [lead, 'visit', '2026-03-28T02:00Z', true],
    [lead, 'call', '2026-03-30T02:00Z', true],
    [lead, 'call', '2026-04-02T02:00Z', true],
    [lead, 'call', '2026-04-03T02:00Z', false],
    [free, 'call', '2026-03-20T02:00Z', true],
  ];
  for (const [leadId, kind, at, resets] of happened) {
    await database.query('INSERT INTO activity (id, lead_id, person_id, kind, occurred_at, resets) VALUES ($1, $2, $3, $4, $5, $6)', [uuidv7(), leadId, owner, kind, at, resets]);
  }
  await database.query(`INSERT INTO known_person (id, name, roles, unit_path, active, version) VALUES ($1, 'Rep', '{sales-rep}', '1.1.', true, 1)`, [owner]);
  await database.query(
    `INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at) VALUES ($1, $2, $3, $4, 'claimed', 1, '2026-03-25T02:00Z')`,
    [uuidv7(), lead, uuidv7(), owner],
  );

  const runner = database.owner.createQueryRunner();
  try {
    await runner.query('SET search_path TO leads, public');
    await new LeadClock1764200000000().up(runner);
  } finally {
    await runner.release();
  }

  const [owned, available] = await database.query('SELECT resets, first_answered_at AS answered, last_visit_at AS visit FROM lead ORDER BY display_name');
  expect(owned.resets).toHaveLength(2);
  expect(owned.resets).toEqual(expect.arrayContaining([{ kind: 'visit', at: '2026-03-28T02:00:00.000Z' }, { kind: 'call', at: '2026-04-02T02:00:00.000Z' }]));
  expect([owned.answered, owned.visit]).toEqual([new Date('2026-03-26T02:00:00Z'), new Date('2026-03-28T02:00:00Z')]);
  expect(available).toEqual({ resets: [], answered: null, visit: null });
  expect(await database.query('SELECT unit_path, quota_returned FROM ownership')).toEqual([{ unit_path: '1.1.', quota_returned: false }]);
});
