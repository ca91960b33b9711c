import type { Principal } from '@throughline/access/principal';
import { systemPrincipal } from '@throughline/access/principal';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { CalendarRepository } from '../calendar/calendar.repository';
import { directoryMigrations } from '../migrations/directory-migrations';
import { PersonRepository } from '../person/person.repository';
import { UnitRepository } from '../unit/unit.repository';
import { companyPeople, companyUnits } from './company';
import { SeedCompanyCommand } from './seed-company.command';

let database: TestDatabase;
const system = systemPrincipal('seed');
const command = (): SeedCompanyCommand =>
  new SeedCompanyCommand(database.transactions, new UnitRepository(), new PersonRepository(), new CalendarRepository(), database.outbox);
const count = async (table: string): Promise<number> => Number((await database.query(`SELECT count(*) FROM ${table}`))[0].count);

beforeEach(async () => {
  database = await testDatabase({ service: 'directory', migrations: directoryMigrations, now: new Date('2026-03-02T01:00:00Z') });
});
afterEach(() => database.drop());

describe('seeding the company', () => {
  it('adds everybody with a manager above him, and tells of each once', async () => {
    expect(await command().execute(system)).toEqual({ units: companyUnits.length, people: 40, calendars: 1 });
    const facts = await database.facts();
    expect(facts.filter((fact) => fact === 'person.joined')).toHaveLength(40);
    expect(facts.filter((fact) => fact === 'unit.created')).toHaveLength(companyUnits.length);
    expect(facts.filter((fact) => fact === 'calendar.published')).toHaveLength(1);
    const [joined] = (await database.events()).filter(({ aggregateid }) => aggregateid === companyPeople[10]!.id);
    expect(joined!.payload).toMatchObject({ name: 'Wang Hao', roles: ['sales-rep'], unitPath: '1.1.1.', managerId: companyPeople[4]!.id, active: true });
  });

  it('adds and tells nothing the second time', async () => {
    await command().execute(system);
    await database.truncate();
    expect(await command().execute(system)).toEqual({ units: 0, people: 0, calendars: 0 });
    expect(await database.facts()).toEqual([]);
  });

  it('done by two at once adds everybody once', async () => {
    const [one, two] = await Promise.all([command().execute(system), command().execute(system)]);
    expect(one.people + two.people).toBe(40);
    expect(await count('person')).toBe(40);
    expect((await database.facts()).filter((fact) => fact === 'person.joined')).toHaveLength(40);
  });

  it('adds who is missing and leaves alone who was changed', async () => {
    await command().execute(system);
    await database.query(`UPDATE person SET position = 'On leave', version = 2 WHERE name = 'Wang Hao'`);
    for (const table of ['role_grant', 'person_position']) await database.query(`DELETE FROM ${table} WHERE person_id = $1`, [companyPeople.at(-1)!.id]);
    await database.query(`DELETE FROM person WHERE id = $1`, [companyPeople.at(-1)!.id]);
    expect(await command().execute(system)).toEqual({ units: 0, people: 1, calendars: 0 });
    expect((await database.query(`SELECT position FROM person WHERE name = 'Wang Hao'`))[0].position).toBe('On leave');
  });

  it('is for the system only', async () => {
    const admin: Principal = { personId: companyPeople[0]!.id, name: 'Admin', roles: ['admin'], unitPath: '1.', tenant: 'test' };
    await expect(command().execute(admin)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await count('person')).toBe(0);
  });
});

describe('the tables', () => {
  it('refuse what would break the directory', async () => {
    await command().execute(system);
    await expect(database.query(`UPDATE person SET version = 0 WHERE name = 'Wang Hao'`)).rejects.toThrow(/version/);
    await expect(database.query(`UPDATE unit SET path = 'x' WHERE path = '1.1.'`)).rejects.toThrow(/path/);
    await expect(database.query(`UPDATE person SET manager_id = id WHERE name = 'Wang Hao'`)).rejects.toThrow(/manager/);
    await expect(database.query(`INSERT INTO role_grant SELECT id, 'system', now(), 'x' FROM person LIMIT 1`)).rejects.toThrow(/role/);
  });
});
