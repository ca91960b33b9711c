import { escapeLiteral } from 'pg';

/**
 * The second wall, behind the conditions that every view writes itself: to the service's own login PostgreSQL shows of walled tables only the rows
 * within the reach that the session tells of. Nothing told, as on a connection that somebody opens by hand: no row. What the service does itself
 * (commands, consumers, clocks, stories) weighs records that nobody alone may see: it runs under a role of its own, for which there is no wall. So the wall costs
 * those who write nothing. The first wall is libs/access.
 */
const setting = 'throughline.reach';

/** The role that a service's connections take, of the login in the address. */
export const workRole = (url: string): string => `${decodeURIComponent(new URL(url).username)}_work`;

/** Option of the service's own connections. */
export const asWorkRole = (url: string): string => `-c role=${workRole(url).replace(/[\\ ]/g, '\\$&')}`;

/** Puts the transaction that it stands in behind the wall, within the reach of whoever reads; goes along with BEGIN. */
export const narrowReach = (reach: string): string => `SET LOCAL ROLE NONE; SET LOCAL ${setting} = ${escapeLiteral(reach)}`;

/** For the platform's migration: what the policies ask of the session. Stable, and asked in a subselect: once for a statement and not for a row. */
export const reachFunctions = [
  `CREATE FUNCTION reach_part(VARIADIC parts text[]) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT CASE WHEN coalesce(current_setting('${setting}', true), '') <> '' THEN current_setting('${setting}', true)::jsonb #>> parts END $$`,
];

/** Whoever reads: a person's id. */
export const reader = `(SELECT reach_part('me'))::uuid`;

/** One part of the reach over a kind: `all`, `own` (a person's id), `from` and `to` (range of paths), `more` ranges; and for whoever is narrowed `parts` and `open`, what a row has to say there and where it lies open to all (JSON paths). */
export const reachOver = (kind: string, part: string): string => `(SELECT reach_part('kinds', '${kind}', '${part}'))`;

/** Whether a path lies in the units of the reach: one range as a rule, which is compared at once, more for whoever has roles in several units. */
export const inUnits = (kind: string, path: string): string =>
  `(${path} >= ${reachOver(kind, 'from')} AND ${path} < ${reachOver(kind, 'to')}
   OR ${reachOver(kind, 'more')} IS NOT NULL AND EXISTS (SELECT FROM jsonb_to_recordset(${reachOver(kind, 'more')}::jsonb) AS more("from" text, "to" text)
     WHERE ${path} >= more."from" AND ${path} < more."to"))`;

/** What rows say of themselves that a role can be narrowed to (access/dimensions.ts): dimension and column. */
export type Said = Readonly<Record<string, string>>;

/** The row as the JSON paths of the reach look at it. */
const told = (said: Said, path?: string): string =>
  `jsonb_build_object(${[...(path === undefined ? [] : [`'path', ${path}`]), ...Object.entries(said).map(([dimension, column]) => `'${dimension}', ${column}`)].join(', ')})`;
/** The path is made once for a statement. */
const matches = (kind: string, part: string, row: string): string => `jsonb_path_exists(${row}, (SELECT reach_part('kinds', '${kind}', '${part}')::jsonpath))`;

/** The same as `inUnits`, and what lies in the parts of units, or of everything, that a role is narrowed to. Asked first whether there is one: nearly nobody is narrowed. */
const inUnitsOrParts = (kind: string, path: string, said: Said): string =>
  `(${inUnits(kind, path)} OR ${reachOver(kind, 'parts')} IS NOT NULL AND ${matches(kind, 'parts', told(said, path))})`;

/** Whether what lies open to all with the right lies open to the reader. */
export const openToReader = (kind: string, said: Said): string => `(${reachOver(kind, 'open')} IS NULL OR ${matches(kind, 'open', told(said))})`;

export interface WalledTable {
  table: string;
  /** Kind of record in the grants, whose right to read counts. */
  kind: string;
  /** Columns of owner and unit path; absent where only those see rows who see all. */
  owner?: string;
  path?: string;
  said?: Said;
  /** A further way to a row, a condition over its columns. */
  or?: string;
}

/** For migrations. Whoever migrates opens the table to the work role (migrate-service.ts). */
export function wall(walled: WalledTable): string[] {
  return readable(walled.table, waysTo(walled));
}

/** For migrations: the wall that stands before the table is from now on this one. */
export function changedWall(walled: WalledTable): string {
  return `ALTER POLICY reader ON ${walled.table} USING (${waysTo(walled)})`;
}

function waysTo({ kind, owner, path, said, or }: WalledTable): string {
  const ways = [`(SELECT reach_part('kinds', '${kind}', 'all') IS NOT NULL)`];
  if (owner) ways.push(`${owner} = ${reachOver(kind, 'own')}::uuid`);
  if (path) ways.push(said ? inUnitsOrParts(kind, path, said) : inUnits(kind, path));
  if (or) ways.push(`(${or})`);
  return ways.join(' OR ');
}

/** The same for what hangs on a walled record: it is seen with that. @param record expression for the id of the record, over columns of the table */
export function wallOfPart(table: string, record: string, parent: string): string[] {
  return readable(table, `EXISTS (SELECT FROM ${parent} AS walled WHERE walled.id = ${record})`);
}

/** For rows that are one person's, whoever else may see what. @param mine condition over columns of the table; `false`: no reader sees any */
export const wallOfOneself = (table: string, mine: string): string[] => readable(table, mine);

const readable = (table: string, seen: string): string[] => [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `CREATE POLICY reader ON ${table} FOR SELECT USING (${seen})`];
