import { importErrors, rowRefusals } from './import.errors';

/** Characters that one field of a file may have; a larger one refuses its row. */
export const MAX_FIELD = 1_048_576;

/** The first row of a file: where the columns that a mapping names stand, and what every row must be like. */
export class Header {
  private readonly places: Map<string, number>;
  private readonly missing = new Set<string>();

  constructor(private readonly names: readonly string[]) {
    this.places = new Map(names.map((name, at) => [name.trim(), at]));
  }

  /** The name of the column at this place. */
  name(at: number): string {
    return this.names[at] ?? String(at + 1);
  }

  /** Where a column stands; which ones there are not is said by `complete`. */
  at(column: string): number {
    const place = this.places.get(column.trim());
    if (place === undefined) this.missing.add(column);
    return place ?? -1;
  }

  /** @throws import.column_missing with the names of all columns that were asked for and are not there */
  complete(): void {
    const columns = [...this.missing];
    if (columns.length === 0) return;
    throw importErrors.column_missing({
      field: columns[0]!,
      detail: `The file has no column ${columns.map((name) => `"${name}"`).join(', ')}.`,
      data: { columns, header: this.names.slice(0, 200).map((name) => name.slice(0, 200)) },
    });
  }

  /** @throws import.field_too_large, import.wrong_number_of_fields */
  check(cells: readonly string[]): void {
    for (let at = 0; at < cells.length; at += 1) {
      if (cells[at]!.length > MAX_FIELD) throw rowRefusals.field_too_large({ field: this.name(at) });
    }
    if (cells.length !== this.names.length) throw rowRefusals.wrong_number_of_fields();
  }
}

/** As values of a file are compared. */
export const folded = (value: string): string => value.trim().toLowerCase();
/** The values that mean "not given". */
export const notGivenOf = (values: readonly string[]): Set<string> => new Set(['', ...values.map(folded)]);
/** What is put in the place of which value. */
export const replacements = (values: Readonly<Record<string, string>> = {}): Map<string, string> => new Map(Object.entries(values).map(([from, to]) => [folded(from), to]));
