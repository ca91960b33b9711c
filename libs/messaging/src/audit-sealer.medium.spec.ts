import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { AuditSealer } from './audit-sealer';
import { auditPage, recordExport } from './audit-trail';
import { verifyAudit } from './audit-verification';
import type { AuditHead } from './audit-verification';

let database: TestDatabase;
let sealer: AuditSealer;
beforeAll(async () => {
  database = await testDatabase({ now: new Date('2026-03-01T09:30:00.007Z') });
});
beforeEach(async () => {
  await database.truncate();
  sealer = new AuditSealer('sample', database.transactions);
});
afterEach(() => sealer.stop());
afterAll(() => database.drop());
jest.setTimeout(60_000);

const fact = (n: number) => ({ type: 'throughline.note.written.v1', topic: 'topic', aggregate: 'note', aggregateId: `n${n}`, sequence: 1, key: `n${n}`, data: { text: `"${n}" 中文 \u0007`, n } });
const write = (from: number, to: number) =>
  database.transactions.run((tx) => database.outbox.append(tx, Array.from({ length: to - from + 1 }, (_none, at) => fact(from + at))));
/** Looks, then seals what was settled by that look. */
const sealAll = async (): Promise<void> => {
  while (await sealer.pass());
};
const verify = (head?: AuditHead) => database.transactions.read((tx) => verifyAudit(tx, 'sample', head));
/** As the owner of the tables would, who can switch the guards off. */
const tamper = (sql: string, table = 'audit') => database.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_append_only; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER ${table}_append_only`);
const seqOf = async (n: number): Promise<string> => (await database.query<{ seq: string }>('SELECT seq FROM audit WHERE aggregate_id = $1', [`n${n}`]))[0]!.seq;

describe('the chain over the audit trail', () => {
  it('holds over every line, in stretches, from wherever it stopped', async () => {
    await write(1, 1_500);
    await sealAll();
    await write(1_501, 1_510);
    const meanwhile = await verify();
    expect(meanwhile).toMatchObject({ rows: 1_500, seals: 2, unsealed: 10, faults: [] });
    sealer = new AuditSealer('sample', database.transactions);
    await sealAll();
    const whole = await verify(meanwhile.head!);
    expect(whole).toMatchObject({ rows: 1_510, seals: 3, head: { seal: '3' }, unsealed: 0, faults: [] });
  });

  it('waits for a transaction that has drawn its number and is not committed', async () => {
    let commit = (): void => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    let drawn = (): void => {};
    const number = new Promise<void>((resolve) => (drawn = resolve));
    const slow = database.transactions.run(async (tx) => {
      await database.outbox.append(tx, fact(1));
      drawn();
      await held;
    });
    await number;
    await write(2, 3);
    for (let look = 0; look < 3; look += 1) expect(await sealer.pass()).toBe(true);
    expect(await verify()).toMatchObject({ seals: 0, unsealed: 2 });
    commit();
    await slow;
    await sealAll();
    expect(await verify()).toMatchObject({ rows: 3, seals: 1, unsealed: 0, faults: [] });
  });

  it('is one chain, however many seal at once, while others write', async () => {
    const sealers = Array.from({ length: 4 }, () => new AuditSealer('sample', database.transactions));
    let writing = true;
    const seal = async (one: AuditSealer): Promise<void> => {
      while (writing) await one.pass();
    };
    const sealed = Promise.all(sealers.map(seal));
    await Promise.all(Array.from({ length: 8 }, async (_none, lane) => {
      for (let n = 0; n < 25; n += 1) await write(lane * 1_000 + n, lane * 1_000 + n);
    }));
    writing = false;
    await sealed;
    await sealAll();
    expect(await verify()).toMatchObject({ rows: 200, unsealed: 0, faults: [] });
  });

  it('cannot be written to by mistake, not even by the owner of the tables', async () => {
    await write(1, 1);
    await sealAll();
    for (const sql of ["UPDATE audit SET type = 'x'", 'DELETE FROM audit', 'TRUNCATE audit', 'UPDATE audit_seal SET no = 9', 'DELETE FROM audit_seal', 'TRUNCATE audit_seal']) {
      await expect(database.query(sql)).rejects.toThrow(/is only ever added to/);
    }
    await expect(database.dataSource.query("UPDATE audit_seal SET sealed_at = now()")).rejects.toThrow(/permission denied/);
  });
});

describe('verification names', () => {
  beforeEach(async () => {
    await write(1, 30);
    await sealAll();
    await write(31, 60);
    await sealAll();
  });

  const everyColumn = ["event_id = gen_random_uuid()", "aggregate_type = 'x'", "aggregate_id = 'x'", 'sequence = 2', "type = 'x'", "at = at + interval '1 microsecond'", "recorded_at = recorded_at - interval '1 microsecond'", "actor_type = 'x'", "actor_id = 'x'", "correlation_id = 'x'", "causation_id = 'x'", `data = data || '{"n":0}'`];
  it.each(everyColumn)('a changed line: %s', async (change) => {
    const seq = await seqOf(17);
    await tamper(`UPDATE audit SET ${change} WHERE seq = ${seq}`);
    expect((await verify()).faults).toEqual([{ kind: 'row-changed', seq, seal: '1' }]);
  });

  it('a removed line, and the last one of a stretch', async () => {
    const [inside, last] = [await seqOf(40), await seqOf(60)];
    await tamper(`DELETE FROM audit WHERE seq IN (${inside}, ${last})`);
    expect((await verify()).faults).toEqual([{ kind: 'row-missing', seq: inside, seal: '2' }, { kind: 'row-missing', seq: last, seal: '2' }]);
  });

  it('a line that was put in where a number was free', async () => {
    const seq = await seqOf(20);
    await tamper(`DELETE FROM audit WHERE seq = ${seq}`);
    await database.query(`INSERT INTO audit (seq, event_id, aggregate_type, aggregate_id, sequence, type, at, data) OVERRIDING SYSTEM VALUE VALUES (${seq}, gen_random_uuid(), 'note', 'n20', 1, 'x', now(), '{}')`);
    expect((await verify()).faults).toEqual([{ kind: 'row-changed', seq, seal: '1' }]);
    const before = (BigInt(await seqOf(1)) - 1n).toString();
    await database.query(`INSERT INTO audit (seq, event_id, aggregate_type, aggregate_id, sequence, type, at, data) OVERRIDING SYSTEM VALUE VALUES (${before}, gen_random_uuid(), 'note', 'n0', 1, 'x', now(), '{}')`);
    expect((await verify()).faults).toContainEqual({ kind: 'row-inserted', seq: before, seal: '1' });
  });

  it('two lines that changed places', async () => {
    const [one, other] = [await seqOf(5), await seqOf(6)];
    await tamper(`UPDATE audit AS a SET aggregate_id = b.aggregate_id, event_id = b.event_id, data = b.data FROM audit AS b WHERE (a.seq, b.seq) IN ((${one}, ${other}), (${other}, ${one}))`);
    expect((await verify()).faults).toEqual([{ kind: 'row-changed', seq: one, seal: '1' }, { kind: 'row-changed', seq: other, seal: '1' }]);
  });

  it('a changed, a removed, and a rewritten chain', async () => {
    const { head } = await verify();
    await tamper("UPDATE audit_seal SET row_hashes = set_byte(row_hashes, 3, get_byte(row_hashes, 3) # 1) WHERE no = 2", 'audit_seal');
    const touched = (await database.query<{ seq: string }>('SELECT seqs[1] AS seq FROM audit_seal WHERE no = 2'))[0]!.seq;
    expect((await verify()).faults).toEqual([{ kind: 'seal-changed', seal: '2' }, { kind: 'row-changed', seq: touched, seal: '2' }]);
    await tamper('DELETE FROM audit_seal WHERE no = 1', 'audit_seal');
    expect((await verify()).faults[0]).toEqual({ kind: 'seal-missing', seal: '1' });
    // All written anew: the chain is sound again, and only who knows the old head can tell.
    await tamper('TRUNCATE audit_seal', 'audit_seal');
    await tamper("UPDATE audit SET actor_id = 'somebody else'");
    sealer = new AuditSealer('sample', database.transactions);
    await sealAll();
    expect((await verify()).faults).toEqual([]);
    expect((await verify(head!)).faults).toEqual([{ kind: 'head-lost', seal: head!.seal }]);
  });

  it('the chain of another service', async () => {
    const faults = (await database.transactions.read((tx) => verifyAudit(tx, 'leads'))).faults;
    expect(faults).toEqual([{ kind: 'seal-changed', seal: '1' }]);
  });
});

describe('the trail handed out', () => {
  it('comes in order, filtered, and is told by a line of its own', async () => {
    await write(1, 5);
    const all = await database.transactions.read((tx) => auditPage(tx, '0', {}));
    expect(all.map(({ aggregateId }) => aggregateId)).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
    expect(all[0]).toMatchObject({ at: '2026-03-01T09:30:00.007000Z', type: 'throughline.note.written.v1', data: { n: 1 } });
    const after = await database.transactions.read((tx) => auditPage(tx, all[2]!.seq, { from: new Date('2026-03-01T09:30:00.007Z'), until: new Date('2026-03-02T00:00:00Z'), kind: 'note' }));
    expect(after.map(({ aggregateId }) => aggregateId)).toEqual(['n4', 'n5']);
    expect(await database.transactions.read((tx) => auditPage(tx, '0', { record: 'n3' }))).toHaveLength(1);
    expect(await database.transactions.read((tx) => auditPage(tx, '0', { person: 'nobody' }))).toEqual([]);
    await database.transactions.run((tx) => recordExport(tx, 'auditor', { filter: { kind: 'note' }, lines: 5 }));
    const [line] = await database.transactions.read((tx) => auditPage(tx, '0', { kind: 'audit' }));
    expect(line).toMatchObject({ type: 'throughline.audit.exported.v1', actorId: 'auditor', data: { filter: { kind: 'note' }, lines: 5 } });
    await sealAll();
    expect(await verify()).toMatchObject({ rows: 6, unsealed: 0, faults: [] });
  });
});
