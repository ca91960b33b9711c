import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountsBed, cny } from '../accounts.fixture';
import { ChangeAccountCommand } from '../change-account/change-account.command';

jest.setTimeout(60_000);

/** Beside the repository; THROUGHLINE_DATA names another folder. */
const REAL = join(process.env.THROUGHLINE_DATA ?? join(__dirname, '../../../../../shared/data'), 'accounts.csv');
const SAMPLE = readFileSync(join(__dirname, '../../../../deploy/mappings/customer-accounts.json'), 'utf8');

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const simple = (more: object = {}) => JSON.stringify({ name: 'simple', system: 'erp', columns: { name: 'name', parent: 'parent' }, ...more });
async function send(csv: string | Buffer, mapping = simple(), { dryRun = false, by = bed.manager } = {}) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(Buffer.from(csv))]), 'accounts.csv');
  form.set('mapping', mapping);
  if (dryRun) form.set('dryRun', 'true');
  return bed.http.send('POST', '/v1/account-imports', by, form);
}
const rowsOf = async (importId: string) => (await bed.http.send('GET', `/v1/account-imports/${importId}/rows?limit=200`, bed.manager)).body.items;
const accounts = () => bed.database.query('SELECT a.name, p.name AS parent, a.depth, a.sector, a.country, a.grade FROM account a LEFT JOIN account p ON p.id = a.parent_id ORDER BY a.name');

describe('an import of accounts', () => {
  it('builds the tree, whatever the order of the rows', async () => {
    const { status, body } = await send('name,parent\nLeaf,Branch\nBranch,Root\nRoot,\nOther,Nobody\n');
    expect([status, body.totals, body.parents]).toEqual([201, { rowsRead: 4, created: 4, merged: 0, refused: 0 }, { linked: 2, kept: 0, unknown: 1, tooDeep: 0 }]);
    expect((await accounts()).map(({ name, parent, depth }) => [name, parent, depth])).toEqual([['Branch', 'Root', 2], ['Leaf', 'Branch', 3], ['Other', null, 1], ['Root', null, 1]]);
    expect(await rowsOf(body.importId)).toMatchObject([{ rowNo: 1, outcome: 'created', parent: 'linked' }, { rowNo: 2 }, { rowNo: 3, parent: null }, { rowNo: 4, parent: 'unknown' }]);
  });

  it('leaves out what would be a fifth level or a circle, and says so', async () => {
    const { body } = await send('name,parent\nA,\nB,A\nC,B\nD,C\nE,D\nX,Y\nY,X\n');
    expect(body.parents).toEqual({ linked: 4, kept: 0, unknown: 0, tooDeep: 2 });
    const [{ deepest }] = await bed.database.query('SELECT max(depth) AS deepest FROM account');
    expect(deepest).toBe(4);
    expect((await accounts()).find(({ name }) => name === 'E')!.depth).toBe(1);
  });

  it('run again creates nothing twice, fills in what is not known and overwrites nothing', async () => {
    const mapping = simple({ columns: { name: 'name', city: 'city', sector: 'sector', parent: 'parent' } });
    await send('name,city,sector,parent\nAcme Inc.,Ulm,,\nRoot,,,\n', mapping);
    await bed.database.truncate();
    const { body } = await send('name,city,sector,parent\n"Acme, Inc",Bonn,steel,Root\nRoot,,,\nRoot,,,\n', mapping);
    expect(body.totals).toEqual({ rowsRead: 3, created: 0, merged: 3, refused: 0 });
    const [acme] = await bed.database.query("SELECT city, sector, depth FROM account WHERE name = 'Acme Inc.'");
    expect(acme).toEqual({ city: 'Ulm', sector: 'steel', depth: 2 });
    expect((await bed.database.facts()).filter((fact) => fact !== 'clock.poked')).toEqual(['account.changed', 'account.moved']);
  });

  it('two of the same file at once make each account once', async () => {
    const file = `name,parent\n${Array.from({ length: 50 }, (_, at) => `Company ${at},${at > 0 ? `Company ${at % 7}` : ''}`).join('\n')}\n`;
    const answers = await Promise.all([send(file), send(file)]);
    expect(answers.map(({ body }) => body.totals.created).sort((a, b) => a - b)).toEqual([0, 50]);
    expect(await accounts()).toHaveLength(50);
  });

  it('a dry run says what would happen and writes only its report', async () => {
    await send('name,parent\nKnown,\n');
    const { body } = await send('name,parent\nKnown,\nNew,Known\n,\n', simple(), { dryRun: true });
    expect(body).toMatchObject({ dryRun: true, totals: { rowsRead: 3, created: 1, merged: 1, refused: 1 }, refusals: [{ code: 'import.value_required', field: 'name', rows: 1 }] });
    expect(await accounts()).toHaveLength(1);
    expect(await rowsOf(body.importId)).toMatchObject([{ outcome: 'merged' }, { outcome: 'created', accountId: null, parent: 'linked' }, { outcome: 'refused' }]);
    const { body: real } = await send('name,parent\nKnown,\nNew,Known\n,\n');
    expect(real.totals).toEqual(body.totals);
  });

  it('gives accounts to the owners that the file names', async () => {
    const mapping = simple({ columns: { name: 'name', owner: 'owner' } });
    const { body } = await send(`name,owner\nOne,${bed.rep.name}\nTwo,${bed.other.personId}\nThree,Nobody\nFour,${bed.stranger.name}\nFive,\n`, mapping);
    const owners = (await bed.database.query('SELECT name, owner_id FROM account ORDER BY name')).map(({ name, owner_id }) => [name, owner_id]);
    expect(owners).toEqual([['Five', bed.manager.personId], ['One', bed.rep.personId], ['Two', bed.other.personId]]);
    expect(body.refusals).toEqual([{ code: 'account.person_unknown', field: 'owner', rows: 2 }]);
  });

  it("refuses to touch what belongs to somebody beyond the importer's reach", async () => {
    await send('name,parent\nSecret,\n', simple(), { by: bed.stranger });
    const { body } = await send('name,parent\nSecret,\nMine,Secret\n');
    expect(body).toMatchObject({ totals: { created: 1, refused: 1 }, parents: { unknown: 1 }, refusals: [{ code: 'account.duplicate' }] });
    expect((await bed.http.send('GET', `/v1/account-imports/${body.importId}`, bed.stranger)).status).toBe(404);
  });

  it('reads GBK, and refuses a row without stopping at it', async () => {
    const gbk = Buffer.from('bbaacef7b8d6ccfa', 'hex'); // 华西钢铁
    const { body } = await send(Buffer.concat([Buffer.from('name,employees\n'), gbk, Buffer.from(',12\nNext,many\n')]), simple({ columns: { name: 'name', employees: 'employees' } }));
    expect((await accounts()).map(({ name }) => name)).toEqual(['华西钢铁']);
    expect(body.refusals).toEqual([{ code: 'import.not_a_number', field: 'employees', rows: 1 }]);
  });

  it.each([
    ['import.column_missing', 'other\nx\n', simple()],
    ['import.mapping_invalid', 'name\nx\n', '{}'],
    ['import.empty', 'name,parent\n', simple()],
  ])('says %s', async (code, csv, mapping) => {
    expect((await send(csv, mapping)).body.code).toBe(code);
    expect((await send(csv, mapping, { by: bed.rep })).body.code).toBe('access.denied');
  });
});

const real = existsSync(REAL) ? describe : describe.skip;
if (!existsSync(REAL)) console.warn(`The 85 real companies are not here (${REAL}): their import is skipped.`);
real('the 85 real companies', () => {
  // As a company would live it, told by days.
  it('come in with their groups, are graded, visited, and add up', async () => {
    // Day 0: the file, with its misspelt sector and its parents anywhere.
    const { status, body } = await send(readFileSync(REAL), SAMPLE);
    expect([status, body.totals]).toEqual([201, { rowsRead: 85, created: 85, merged: 0, refused: 0 }]);
    expect(body.parents).toEqual({ linked: 15, kept: 0, unknown: 0, tooDeep: 0 });
    const all = await accounts();
    expect(all.filter(({ sector }) => sector === 'technolgy')).toEqual([]);
    expect(all.filter(({ sector }) => sector === 'technology')).toHaveLength(12);
    expect(all.filter(({ parent }) => parent === 'Acme Corporation').map(({ name }) => name)).toHaveLength(4);
    const [acme] = await bed.database.query("SELECT id, revenue::text, revenue_currency, employees, established FROM account WHERE name = 'Acme Corporation'");
    expect(acme).toMatchObject({ revenue: '1100040000.0000', revenue_currency: 'USD', employees: 2822, established: 1996 });
    // The same file again: nothing new.
    expect((await send(readFileSync(REAL), SAMPLE)).body).toMatchObject({ totals: { created: 0, merged: 85 }, parents: { linked: 0, kept: 15 } });
    // Day 1: somebody estimates what the group could bring; its owner is asked for a visit every thirty days.
    await bed.setNow('2026-03-03T02:00:00Z');
    const graded = await bed.service.get(ChangeAccountCommand).execute({ accountId: acme.id }, { potential: cny('3000000') }, bed.manager);
    expect([graded.grade, graded.visitDueAt]).toEqual(['B', '2026-04-01T10:00:00.000Z']);
    // Day 27: three days before, the owner is reminded of this one; the other 84 sleep on.
    expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 1, ended: 0 });
    // Day 90: every other company is due as well.
    expect(await bed.at('2026-05-31T10:00:00Z')).toMatchObject({ ended: 85 });
    // The group shows as a tree.
    const { body: tree } = await bed.http.send('GET', `/v1/accounts/${acme.id}/tree`, bed.manager);
    expect(tree.nodes).toHaveLength(5);
    expect(tree.nodes[0]).toMatchObject({ name: 'Acme Corporation', depth: 1 });
  });
});
