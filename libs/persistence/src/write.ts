/**
 * Something to be written, as a list of common table expressions (`new_lead AS (INSERT …), new_key AS (INSERT …)`), so that it can be sent alone or
 * together with others as one statement. Each INSERT or UPDATE takes its rows from a join with `moment`: the one row of it holds business time
 * (`now`), and where an `Idempotency-Key` was taken before there is no row, so nothing is written.
 */
export interface Write {
  /** The same name always means the same text: prepared once for each connection. */
  readonly name: string;
  /** What is written, by the name of its main table: two writes into the same are sent one after the other. */
  readonly into: string;
  /** Parameters from `$1`; names of expressions are unique among writes that are sent together. */
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** The query behind `moment`, itself with parameters from `$1`. */
export type Moment = Omit<Write, 'into'>;

export interface PreparedStatement {
  name: string;
  text: string;
  values: unknown[];
}

/** Texts by name: there are as many as there are combinations in the code. */
const known = new Map<string, string>();

/** One statement of all the writes; it answers with the row of `moment`, or with none. */
export function oneStatement(moment: Moment, writes: readonly Write[]): PreparedStatement {
  const parts = [moment, ...writes];
  const name = parts.map((part) => part.name).join('+');
  const values = parts.flatMap((part) => part.params);
  const text = known.get(name) ?? textOf(parts);
  known.set(name, text);
  return { name, text, values };
}

function textOf(parts: readonly Moment[]): string {
  let before = 0;
  const expressions = parts.map(({ sql, params }) => {
    const shift = before;
    before += params.length;
    return shift === 0 ? sql : sql.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + shift}`);
  });
  return `WITH ${expressions.join(', ')} SELECT true AS done FROM moment`;
}
