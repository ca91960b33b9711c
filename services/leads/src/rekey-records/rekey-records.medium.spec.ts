import type { Principal } from '@throughline/access/principal';
import { setTimeout as pause } from 'node:timers/promises';
import { AccountsBed } from '../accounts.fixture';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { KEYS_VERSION } from '../duplicates/blocks';
import { RekeyRecordsCommand } from './rekey-records.command';

jest.setTimeout(120_000);

let bed: AccountsBed;
let by: Principal;
beforeAll(async () => {
  bed = await AccountsBed.start();
  by = bed.rep;
});
afterAll(() => bed.stop());

const blocks = () => bed.database.query('SELECT block::text, record_id, record_kind, version FROM duplicate_block ORDER BY record_id, block');
const rekey = (options: object = {}) => bed.service.get(RekeyRecordsCommand).execute({ batch: 7, pages: 1, ...options });
const enter = (companyName: string) => bed.service.get(CaptureLeadCommand).execute({ companyName, phoneCountry: 'CN' }, by);

it('blocks of all records are written anew, batch by batch, from wherever it was stopped, and what older versions left is removed', async () => {
  for (let n = 0; n < 30; n += 1) await bed.service.lead(by, { companyName: `Firm ${n} Unlike`, website: `firm${n}.example` });
  for (let n = 0; n < 10; n += 1) await bed.create(`客户${'甲乙丙丁戊己庚辛壬癸'[n]}贸易`, { phone: `1380013800${n}` });
  const right = await blocks();
  expect(right.length).toBeGreaterThan(80);
  // As after an upgrade: half have no blocks, the others those of before.
  await bed.database.query(`DELETE FROM duplicate_block WHERE record_id IN (SELECT id FROM lead ORDER BY id LIMIT 15)`);
  await bed.database.query(`UPDATE duplicate_block SET version = 1, block = block # 1`);
  await bed.database.query(`INSERT INTO duplicate_block (block, record_id, record_kind) SELECT n, gen_random_uuid(), 'lead' FROM generate_series(1, 2000) AS n`);
  await enter('Firm 3 Unlike Ltd');
  await bed.database.query('DELETE FROM lead WHERE id = (SELECT id FROM lead ORDER BY captured_at DESC, id DESC LIMIT 1)').catch(() => undefined);

  let batches = 0;
  const stopped = await rekey({ stopped: () => (batches += 1) > 3 });
  expect(stopped).toMatchObject({ version: KEYS_VERSION, step: 'lead', records: 21 });
  const said: string[] = [];
  // Two at once take turns.
  const [done] = await Promise.all([rekey({ onProgress: ({ step }: { step: string }) => said.push(step) }), rekey()]);
  expect(done).toMatchObject({ step: 'done', records: expect.any(Number), total: expect.any(Number) });
  expect(said.length).toBeGreaterThan(1);
  const known = new Set(right.map(({ record_id }) => record_id as string));
  expect((await blocks()).filter(({ record_id }) => known.has(record_id as string))).toEqual(right);
  expect(await bed.database.query('SELECT 1 FROM duplicate_block WHERE version < $1', [KEYS_VERSION])).toEqual([]);
  await expect(enter('FIRM 5 UNLIKE LIMITED')).rejects.toMatchObject({ code: 'lead.possible_duplicate' });
  // Done is done, until it is asked for from the beginning.
  expect(await rekey({ onProgress: () => said.push('again') })).toMatchObject({ step: 'done' });
  expect(said).not.toContain('again');
  await bed.service.get(RekeyRecordsCommand).restart();
  expect(await rekey()).toMatchObject({ step: 'done', removed: 0 });
});

it('what is changed while it goes on keeps the blocks of what it has become', async () => {
  const { accountId } = await bed.create('Slow Marden Works');
  await bed.service.get(RekeyRecordsCommand).restart();
  const change = bed.database.transactions.run(async (tx) => {
    await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    await pause(300);
    await tx.query(`UPDATE account SET name = 'Quick Kessler Works' WHERE id = $1`, [accountId]);
  });
  await Promise.all([change, pause(50).then(() => rekey())]);
  await expect(enter('QUICK KESSLER WORKS LTD')).rejects.toMatchObject({ code: 'lead.possible_duplicate', details: { data: { candidates: [{ id: accountId }] } } });
});
