import { migrateService } from '@throughline/persistence/migrate-service';
import { testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { Accounts1764250000000 } from './1764250000000-accounts';
import { leadMigrations } from './lead-migrations';

jest.setTimeout(60_000);

it('an account that was there before gets its owner, and the clock looks at it at once', async () => {
  const before = leadMigrations.slice(0, leadMigrations.indexOf(Accounts1764250000000));
  const database = await testDatabase({ service: 'leads', migrations: before });
  const [id, ownerId] = [uuidv7(), uuidv7()];
  await database.query(`INSERT INTO account (id, name, owner_id, org_path, created_at, version) VALUES ($1, 'Old', $2, '1.1.', '2026-01-05T02:00:00Z', 1)`, [id, ownerId]);
  await migrateService({ service: 'leads', ownerUrl: database.ownerUrl, serviceUrl: database.url, migrations: leadMigrations });
  const [account] = await database.query('SELECT depth, status, visits_since, grade FROM account');
  expect(account).toEqual({ depth: 1, status: 'active', visits_since: new Date('2026-01-05T02:00:00Z'), grade: null });
  expect(await database.query('SELECT owner_id, started_at FROM account_ownership')).toEqual([{ owner_id: ownerId, started_at: new Date('2026-01-05T02:00:00Z') }]);
  expect(await database.query('SELECT book, subject_id, kind FROM deadline')).toEqual([{ book: 'visits:accounts', subject_id: id, kind: 'regrade' }]);
  await database.drop();
});
