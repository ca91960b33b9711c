import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { fileHabitsSchema } from './file-habits';
import { openFile } from './open-file';

const habits = fileHabitsSchema.parse({ name: 'Test', system: 'fair' });
const most = { csv: 3, xlsx: 2 };

describe('opening the file of an import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file');
  const opened = async () => {
    const file = await openFile({ path, name: 'file', sha256: '' }, habits, most);
    const rows: string[][] = [];
    for await (const block of file.rows) rows.push(...block);
    return { ...file, rows };
  };

  it('takes as many rows below the header as it may have, and no more', async () => {
    writeFileSync(path, 'a,b\n1,2\n3,4\n5,6\n');
    expect(await opened()).toMatchObject({ format: 'csv', encoding: 'utf-8', header: ['a', 'b'], rows: [['1', '2'], ['3', '4'], ['5', '6']] });
    writeFileSync(path, 'a,b\n1,2\n3,4\n5,6\n7,8\n');
    await expect(opened()).rejects.toMatchObject({ code: 'import.too_many_rows', details: { data: { limit: 3 } } });
  });

  it('counts the rows of a workbook as well', async () => {
    const workbook = (rows: number) => writeExcelFile(Array.from({ length: rows }, (_, at) => [{ value: at === 0 ? 'a' : String(at) }])).toFile(path);
    await workbook(3);
    expect(await opened()).toMatchObject({ format: 'xlsx', encoding: null, header: ['a'], rows: [['1'], ['2']] });
    await workbook(4);
    await expect(opened()).rejects.toMatchObject({ code: 'import.too_many_rows', details: { data: { limit: 2 } } });
  });

  it('does not take a huge workbook into its memory', async () => {
    writeFileSync(path, Buffer.from('504b0304', 'hex'));
    truncateSync(path, 64 * 1024 * 1024 + 1);
    await expect(opened()).rejects.toMatchObject({ code: 'import.too_large' });
  });

  it('says that nothing is in it', async () => {
    writeFileSync(path, '\n\n');
    await expect(opened()).rejects.toMatchObject({ code: 'import.empty' });
  });
});
