import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditSealer } from '@throughline/messaging/audit-sealer';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { program } from '../main';
import { Output } from '../output';
import { requireNothingStandsStill } from '../records-of';

jest.setTimeout(60_000);

let leads: TestDatabase;
let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  leads = await testDatabase({ service: 'leads' });
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  for (const name of ['DIRECTORY', 'LEADS', 'OPPORTUNITIES', 'CONTRACTS', 'COLLECTIONS', 'WORKLIST']) process.env[`DATABASE_URL_${name}`] = leads.url;
  const fact = (n: number) => ({ type: 'throughline.lead.noted.v1', topic: 'topic', aggregate: 'lead', aggregateId: `l${n}`, sequence: 1, key: `l${n}`, data: { note: n === 2 ? '=cmd()' : 'text, with "quotes"' } });
  await leads.transactions.run((tx) => leads.outbox.append(tx, [1, 2, 3].map(fact)));
  const sealer = new AuditSealer('leads', leads.transactions);
  while (await sealer.pass());
  await sealer.stop();
});
afterAll(async () => {
  process.env = before;
  await rm(folder, { recursive: true, force: true });
  await leads.drop();
});

async function run(...args: string[]): Promise<{ out: string; failure?: string; code: string | number | undefined }> {
  let out = '';
  const sink = { write: (text: string) => ((out += text), true) };
  process.exitCode = undefined;
  const failure = await program(new Output(sink, { write: () => true }))
    .parseAsync(['node', 'throughline', ...args])
    .then(() => undefined, (error: Error) => error.message);
  const code = process.exitCode;
  process.exitCode = undefined;
  return { out, ...(failure !== undefined && { failure }), code };
}

describe('throughline audit', () => {
  it('verifies, and remembers what it saw', async () => {
    const seen = await run('audit', 'verify', '--service', 'leads', '--json');
    expect(JSON.parse(seen.out).services.leads).toMatchObject({ rows: 3, seals: 1, unsealed: 0, faults: [], head: { seal: '1' } });
    const file = join(folder, 'seen.json');
    await writeFile(file, seen.out);
    const again = await run('audit', 'verify', '--service', 'leads', '--expect', file);
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(/^leads: 3 lines in 1 seals, intact; last seal 1 [0-9a-f]{64}\n$/);
    await writeFile(file, seen.out.replace(/"hash":"./, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`));
    const other = await run('audit', 'verify', '--service', 'leads', '--expect', file);
    expect(other).toMatchObject({ code: 1 });
    expect(other.out).toContain('seal 1 is not the one that was expected');
  });

  it('exports to a new file, as JSON lines or as CSV, and tells the trail', async () => {
    const [jsonl, csv] = [join(folder, 'a.jsonl'), join(folder, 'a.csv')];
    expect(await run('audit', 'export', '--service', 'leads', '--kind', 'lead', '--out', jsonl)).toMatchObject({ out: `leads: 3 lines\nwritten to ${jsonl}\n` });
    const lines = (await readFile(jsonl, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ service, aggregateId }) => `${service} ${aggregateId}`)).toEqual(['leads l1', 'leads l2', 'leads l3']);
    await run('audit', 'export', '--service', 'leads', '--format', 'csv', '--record', 'l2', '--out', csv);
    const [header, row, ...rest] = (await readFile(csv, 'utf8')).trimEnd().split('\n');
    expect(header).toMatch(/^service,seq,at,recordedAt,type/);
    expect(row).toContain('"{""note"":""=cmd()""}"');
    expect(rest).toEqual([]);
    expect(await leads.query("SELECT data ->> 'lines' AS lines FROM audit WHERE aggregate_type = 'audit' ORDER BY seq")).toEqual([{ lines: '3' }, { lines: '1' }]);
  });

  it('says what is wrong with what was asked', async () => {
    const there = join(folder, 'there');
    await writeFile(there, 'kept');
    expect((await run('audit', 'export', '--out', there)).failure).toBe(`--out: ${there} cannot be made (it is there already).`);
    expect(await readFile(there, 'utf8')).toBe('kept');
    expect((await run('audit', 'verify', '--service', 'lead')).failure).toMatch(/^No such service: lead\. There are: directory, leads/);
    expect((await run('audit', 'verify', '--expect', there)).failure).toBe(`--expect: ${there} is no answer of \`throughline audit verify --json\`.`);
    expect((await run('audit', 'export', '--out', join(folder, 'x'), '--from', '2026-01-05')).failure).toContain('an instant is like');
  });
});

it('the doctor says what stands still in a database, though its service does not run', async () => {
  await leads.query('UPDATE outbox SET published_at = now()');
  await expect(requireNothingStandsStill('leads', leads.url, false)).resolves.toBeUndefined();
  await leads.query(`INSERT INTO parked_event (consumer, topic, partition, "offset", key, headers, error) VALUES ('c', 't', 0, 1, 'k', '{}', 'broken')`);
  await leads.query(`INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers, created_at) VALUES (gen_random_uuid(), 'a', 'a', 'a', 'a', 'a', '{}', '{}', now() - interval '2 minutes')`);
  await expect(requireNothingStandsStill('leads', leads.url, false)).rejects.toThrow('1 events wait for more than a minute to be published; 1 events could not be handled: throughline events replay-dead-letters');
});
