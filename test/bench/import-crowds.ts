import type { Principal } from '@throughline/access/principal';
import { ScreenImport } from '@throughline/services/leads/src/duplicates/screen-import';
import { LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import type { Pool } from 'pg';
import type { Comparison, Side } from './bench';
import { countRows, plainPool } from './database';
import type { Source } from './import-side';
import { emptied, imports } from './import-side';

/** Leads that are there already, in a database of their own: laid once, and alone again before each import. */
class Crowd {
  private constructor(
    private readonly service: LeadsOnPostgres,
    private readonly pool: Pool,
    private readonly head: Principal,
    private readonly leads: number,
  ) {}

  static async lay(leads: number): Promise<Crowd> {
    const service = await LeadsOnPostgres.start();
    const pool = plainPool(service.database, 1);
    await pool.query(crowdSql, [leads, service.poolId]);
    await pool.query('VACUUM ANALYZE lead, lead_key, duplicate_block');
    return new Crowd(service, pool, await service.person('sales-head', '1.'), leads);
  }

  /** The whole import. */
  import(source: Source): Side {
    return { ...imports(this.service, this.head, source, () => this.alone()), name: `beside ${this.leads}` };
  }

  /** What is done for duplicates alone: blocks written and looked up, for leads that are there. */
  screen(source: Source): Side {
    const { database } = this.service;
    let importId: string;
    return {
      name: `beside ${this.leads}`,
      before: async () => {
        await this.alone();
        await this.import(source).run();
        importId = (await database.query('SELECT id FROM lead_import'))[0]!.id;
        await database.query('DELETE FROM duplicate_block WHERE record_id IN (SELECT id FROM lead WHERE import_id IS NOT NULL)');
        await database.query('UPDATE lead_import SET screened_to = 0');
        await this.pool.query('VACUUM ANALYZE duplicate_block');
      },
      run: async () => {
        const from = performance.now();
        await this.service.get(ScreenImport).execute(importId, this.head.personId);
        const seconds = (performance.now() - from) / 1000;
        const [{ created }] = await database.query('SELECT created FROM lead_import');
        const { duplicate_block: blocks } = await countRows(database, 'duplicate_block');
        return { items: created, seconds, outcome: { leads: created, blocks: blocks! - this.leads * blocksOfALead } };
      },
    };
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.service.stop();
  }

  private async alone(): Promise<void> {
    const { database } = this.service;
    for (const table of ['lead_key WHERE lead_id', 'duplicate_block WHERE record_id']) {
      await database.query(`DELETE FROM ${table} IN (SELECT id FROM lead WHERE import_id IS NOT NULL)`);
    }
    await database.query('DELETE FROM lead WHERE import_id IS NOT NULL');
    await database.truncate(...emptied.filter((table) => !['lead', 'lead_key', 'duplicate_block'].includes(table)));
    await this.pool.query('VACUUM ANALYZE lead, lead_key, duplicate_block');
  }
}

/** What a row more costs when the tables are full: the same file beside ten thousand leads and beside a million. */
export class Crowds {
  private constructor(
    private readonly source: Source,
    private readonly leads: { few: number; many: number },
    private readonly few: Crowd,
    private readonly many: Crowd,
  ) {}

  /** @param leads how many are there beside the one import and beside the other */
  static async lay(source: Source, leads: { few: number; many: number }): Promise<Crowds> {
    return new Crowds(source, leads, await Crowd.lay(leads.few), await Crowd.lay(leads.many));
  }

  comparisons(): Comparison[] {
    const { source, leads, few, many } = this;
    const expect = { measure: 'rate', floor: null, goal: 0.77 } as const;
    const beside = `beside ${leads.many.toLocaleString('en')} leads with three keys and ${blocksOfALead} blocks each; baseline: the same beside ${leads.few.toLocaleString('en')}`;
    return [
      { row: 'import, crowded', work: `${source.rows} rows with all that belongs to them, ${beside}`, baseline: few.import(source), subject: many.import(source), expect },
      { row: 'import, screened', work: `of ${source.rows} rows the look for duplicates alone, ${beside}`, baseline: few.screen(source), subject: many.screen(source), expect },
    ];
  }

  async close(): Promise<void> {
    await this.few.close();
    await this.many.close();
  }
}

const blocksOfALead = 4;

/** Blocks are hashes: any number is one. */
const crowdSql = `
WITH crowd AS (
  INSERT INTO lead (id, pool_id, status, display_name, company_name, email, phone, attributes, captured_at, captured_by, org_path, policy_version, pool_since, version)
  SELECT gen_random_uuid(), $2, 'available', 'Crowd ' || n, 'Crowd ' || n, 'crowd@' || n || '.example', '+8610' || n, '{}', now(), 'bench', '1.', 1, now(), 1
  FROM generate_series(1, $1::int) AS n RETURNING id, email, phone, company_name
), keys AS (
  INSERT INTO lead_key (kind, value, lead_id)
  SELECT kind, value, id FROM crowd CROSS JOIN LATERAL (VALUES ('email', email), ('phone', phone), ('company', company_name)) AS k(kind, value)
)
INSERT INTO duplicate_block (block, record_id, record_kind)
SELECT hashtextextended(company_name, n), id, 'lead' FROM crowd CROSS JOIN generate_series(1, ${blocksOfALead}) AS n`;
