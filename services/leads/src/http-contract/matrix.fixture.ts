import type { Role } from '@throughline/access/principal';
import type { MatrixBed, MatrixCall } from '@throughline/testing/route-matrix';
import { peopleOfMatrix } from '@throughline/testing/route-matrix';
import { v7 as uuidv7 } from 'uuid';
import type { Expectations } from './expectation.fixture';
import type { Document } from './open-api.fixture';
import type { RouteBed } from './route-bed.fixture';

const hidden = '@hidden.example';
/** A free lead of a pool of the South, which hides the address. */
async function freeLead(bed: RouteBed, unit: string): Promise<string> {
  const takes = [`t-${uuidv7()}`];
  const poolId = await bed.made('POST /v1/pools', { by: bed.head, body: { ...bed.newPool(), unit, takes } }, 'poolId');
  await bed.made('PATCH /v1/pools/{id}', { by: bed.head, params: { id: poolId }, body: { hiddenFields: ['email'] } }, 'poolId');
  return bed.service.lead(bed.head, { poolId, email: `${uuidv7()}${hidden}`, businessType: takes[0]! });
}

/** The rep, who owns something. */
async function ownerOf(bed: RouteBed): Promise<string> {
  await bed.owned();
  return bed.rep.personId;
}

/** A count in an answer that is not 0. */
const anyBut0 = (name: string): string[] => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `"${name}":${digit}`);

/** A pair of leads of the rep. */
async function pairOf(bed: RouteBed): Promise<string> {
  const id = await bed.duplicate();
  const [pair] = await bed.service.database.query<{ leadId: string }>('SELECT record_id AS "leadId" FROM possible_duplicate WHERE id = $1', [id]);
  await bed.made('POST /v1/leads/{id}/claim', { by: bed.rep, params: { id: pair!.leadId } }, 'leadId');
  return id;
}

/** What the contract of each route says, asked by people who are far from the records; with what stands in lists of others. */
export async function leadsMatrix(bed: RouteBed, document: Document, expectations: Expectations): Promise<MatrixBed> {
  const people = peopleOfMatrix((roles, unitPath) => ({ personId: uuidv7(), name: `Far ${roles[0] ?? 'away'}`, roles, unitPath, tenant: 'test' }));
  for (const { personId, name, roles, unitPath } of Object.values(people)) {
    await bed.service.database.query('INSERT INTO known_person (id, name, roles, unit_path, active, version) VALUES ($1, $2, $3, $4, true, 1)', [personId, name, roles as Role[], unitPath]);
  }
  bed.http.signIn(...Object.values(people));
  await bed.service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES ($1, 'North', '1.1.', 1, '{}')`, [uuidv7()]);
  const lists: MatrixBed['calls'] = {
    'GET /v1/leads': async () => ({ query: `?owner=${bed.rep.personId}&limit=200`, theirs: [await bed.owned()] }),
    'GET /v1/leads/funnel': async () => ({ query: `?owner=${await ownerOf(bed)}&from=2000-01-01&until=2100-01-01`, theirs: anyBut0('owned') }),
    'GET /v1/leads/recycling': async () => ({ query: `?owner=${await ownerOf(bed)}&days=30`, theirs: [...anyBut0('count'), ...anyBut0('late')] }),
    'GET /v1/accounts': async () => ({ query: `?owner=${bed.rep.personId}&limit=200`, theirs: [await bed.account()] }),
    'GET /v1/lead-imports': async () => ({ query: '?limit=200', theirs: [await bed.made('POST /v1/lead-imports', { by: bed.head, body: bed.leadsFile() }, 'importId')] }),
    'GET /v1/duplicates': async () => ({ query: '?limit=200', theirs: [await pairOf(bed)] }),
    'POST /v1/duplicates/{id}/dismiss': async () => ({ params: { id: await pairOf(bed) }, body: {} }),
    'POST /v1/duplicates/{id}/merge': async () => ({ params: { id: await pairOf(bed) }, body: {} }),
    'POST /v1/lead-claims': async () => ({ body: { leadIds: [await freeLead(bed, '1.1.')] }, theirs: ['"claimed":1', 'already'] }),
    'POST /v1/lead-transfers': async () => ({ body: { leadIds: [await bed.owned()], to: bed.other.personId }, theirs: ['"transferred":1', 'already'] }),
    'GET /v1/leads/{id} · free, in a pool open to them': async () => ({ params: { id: await freeLead(bed, '1.2.') }, hidden: [hidden] }),
    'GET /v1/leads/{id} · free, in a pool of another unit': async () => ({ params: { id: await freeLead(bed, '1.1.') }, hidden: [hidden] }),
    'POST /v1/leads/{id}/claim · in a pool of another unit': async () => ({ params: { id: await freeLead(bed, '1.1.') } }),
  };
  const called = Object.entries(expectations).map(([route, { call }]) => [
    route,
    async (): Promise<MatrixCall> => {
      const { by: _owner, ...rest } = await call(bed);
      return rest;
    },
  ]);
  return { document, people, calls: { ...Object.fromEntries(called), ...lists }, send: (method, path, by, { body, headers }) => bed.http.send(method, path, by, body, headers) };
}
