import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Principal, Role } from '@throughline/access/principal';
import { ROLES } from '@throughline/access/principal';

import type { Answer } from './service-over-http';

/** Who asks: somebody who has not signed in, a person without any role, and one of each role. */
export const ASKERS = ['nobody', 'no role', ...ROLES.filter((role) => role !== 'system')] as const;
export type Asker = (typeof ASKERS)[number];

/**
 * What somebody hears who asks about what belongs to others, beyond the reach of all but those who see everything.
 * `yes`: he is heard · `all`: a list with what is others' · `own`: a list with nothing of others · `masked`: the record without what is hidden.
 */
const CELLS = ['401', '403', '404', 'yes', 'all', 'own', 'masked'] as const;
export type Cell = (typeof CELLS)[number];
export type Matrix = Record<string, Record<Asker, Cell>>;

/** A request that is right but for who sends it. */
export interface MatrixCall {
  /** Of the path, by name. */
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** What stands in the answer when it tells of others' records: their ids. */
  theirs?: string[];
  /** What is hidden from those who see the record masked. */
  hidden?: string[];
}

export interface MatrixBed {
  /** The service's OpenAPI document. */
  document: { paths: Record<string, object> };
  people: Record<Exclude<Asker, 'nobody'>, Principal>;
  send(method: string, path: string, by: Principal | undefined, call: MatrixCall): Promise<Answer>;
  /**
   * By route, `GET /v1/leads/{id}`: a call on a record of somebody else. Made anew whenever one has changed something. A second line for the same route
   * says of which records: `GET /v1/leads/{id} · free in a pool`.
   */
  calls: Record<string, () => Promise<MatrixCall> | MatrixCall>;
}

/** Somebody of every role, far from the records: all in the unit `1.2.`, without anybody below. */
export function peopleOfMatrix(make: (roles: Role[], unitPath: string) => Principal): MatrixBed['people'] {
  const people = ASKERS.filter((asker) => asker !== 'nobody').map((asker) => [asker, make(asker === 'no role' ? [] : [asker], '1.2.')] as const);
  return Object.fromEntries(people) as MatrixBed['people'];
}

/** All routes of a document. */
export function routesIn({ paths }: MatrixBed['document']): string[] {
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
}

const OF = ' · ';

/** Asks every route as everybody. Reads come first, so that what changes does not stand between. @throws Error for a route without a call, or with one that is wrong by itself */
export async function askEverything(bed: MatrixBed): Promise<Matrix> {
  const documented = routesIn(bed.document);
  const special = Object.keys(bed.calls).filter((line) => line.includes(OF));
  const routes = [...documented, ...special].sort((a, b) => Number(!a.startsWith('GET ')) - Number(!b.startsWith('GET ')));
  const unknown = [...routes.filter((route) => !bed.calls[route]), ...special.filter((line) => !documented.includes(line.split(OF)[0]!))];
  if (unknown.length > 0) throw new Error(`Nobody has said how to call ${unknown.join(', ')}: add it to the calls of the service's matrix, with a record of somebody else.`);
  const matrix: Matrix = {};
  for (const route of routes) matrix[route] = await askAsEverybody(bed, route);
  return matrix;
}

async function askAsEverybody(bed: MatrixBed, route: string): Promise<Record<Asker, Cell>> {
  const [method, path] = route.split(OF)[0]!.split(' ') as [string, string];
  const cells: [Asker, Cell][] = [];
  let call: MatrixCall | undefined;
  for (const asker of ASKERS) {
    call ??= await bed.calls[route]!();
    const { params = {}, query = '' } = call;
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!)) + query;
    const answer = await bed.send(method, address, asker === 'nobody' ? undefined : bed.people[asker], call);
    cells.push([asker, cellOf(route, asker, answer, call)]);
    if (method !== 'GET' && answer.status < 300) call = undefined;
  }
  return Object.fromEntries(cells) as Record<Asker, Cell>;
}

function cellOf(route: string, asker: Asker, { status, body }: Answer, { theirs, hidden }: MatrixCall): Cell {
  if (status === 401 || status === 403 || status === 404) return String(status) as Cell;
  const text = JSON.stringify(body ?? '');
  // Whoever is refused for his request, and not for what he is, tells nothing of access.
  const wrong = (status >= 500 && status !== 501) || status === 415 || status === 428 || (status === 400 && /"code":"request\./.test(text));
  if (wrong) throw new Error(`${route} as ${asker}: the call is wrong by itself, ${status} ${text.slice(0, 400)}`);
  if (hidden && !hidden.some((one) => text.includes(one))) return 'masked';
  if (theirs) return theirs.some((one) => text.includes(one)) ? 'all' : 'own';
  return 'yes';
}

const fileOf = (service: string) => join(__dirname, '../../../docs/access', `${service}.md`);

/**
 * The reviewed matrix of a service, docs/access/<service>.md. With THROUGHLINE_WRITE_MATRIX=1 what was found is written there instead: read the difference
 * line by line before you commit it, it says who may see what.
 */
export function expectedMatrix(service: string, found: Matrix): Matrix {
  if (process.env.THROUGHLINE_WRITE_MATRIX === '1') writeFileSync(fileOf(service), matrixText(service, found));
  return existsSync(fileOf(service)) ? parseMatrix(readFileSync(fileOf(service), 'utf8')) : {};
}

export function matrixText(service: string, matrix: Matrix): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const routes = Object.keys(matrix).sort((a, b) => (withoutMethod(a) < withoutMethod(b) ? -1 : 1));
  const lines = routes.map((route) => row([`\`${route}\``, ...ASKERS.map((asker) => matrix[route]![asker])]));
  const head = [`# Who may ask what: ${service}`, '', 'Checked by the tests, route by route; [access.md](../access.md) says how to read it.', ''];
  return [...head, row(['Route', ...ASKERS]), row(['---', ...ASKERS.map(() => '---')]), ...lines, ''].join('\n');
}

/** @throws Error for a line that cannot be read */
export function parseMatrix(text: string): Matrix {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return Object.fromEntries(
    rows.map((line) => {
      const [route, ...cells] = line.slice(1, -1).split('|').map((cell) => cell.trim());
      const wrong = cells.length !== ASKERS.length || cells.some((cell) => !CELLS.includes(cell as Cell));
      if (wrong) throw new Error(`Not a line of the matrix: ${line}`);
      return [route!.replaceAll('`', ''), Object.fromEntries(ASKERS.map((asker, at) => [asker, cells[at]])) as Record<Asker, Cell>];
    }),
  );
}

const withoutMethod = (route: string) => route.replace(/^(\S+) (\S+)/, '$2 $1');
const refuses = (cell: Cell) => /^4/.test(cell);

/** What is wrong, a sentence each; nothing where the service does what the matrix says. */
export function differences(found: Matrix, expected: Matrix): string[] {
  const listed = Object.keys(expected);
  const unlisted = Object.keys(found).filter((route) => !listed.includes(route)).map((route) => `${route} is not in the matrix: who may ask it?`);
  const stale = listed.filter((route) => !found[route]).map((route) => `${route} stands in the matrix, but there is no such route.`);
  const cells = listed.flatMap((route) => ASKERS.flatMap((asker) => difference(route, asker, found[route]?.[asker], expected[route]![asker])));
  return [...unlisted, ...stale, ...cells];
}

function difference(route: string, asker: Asker, is: Cell | undefined, shall: Cell): string[] {
  if (is === undefined || is === shall) return [];
  const wider = (refuses(shall) && !refuses(is)) || is === 'all' || (shall === 'masked' && is === 'yes');
  return [`${wider ? 'A leak: ' : ''}${route} as ${asker} answers ${is}, not ${shall}.`];
}
