import type { LeadKey } from '../lead/lead-keys';
import { leadKeys } from '../lead/lead-keys';
import type { LeadDetails } from '../lead/lead-details';
import { leadDetails } from '../lead/lead-details';
import { cleanText, shortened } from '../lead/normalise';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { importErrors, rowRefusals } from './import.errors';
import type { ColumnRule, ImportField, ImportMapping } from './import-mapping';
import { asRule } from './import-mapping';
import { typedCells } from './typed-cells';

/** Characters that one field of a file may have; a larger one refuses its row. */
export const MAX_FIELD = 1_048_576;
/** Characters of a field that is kept. */
const MAX_KEPT = 10_000;

export interface MappedRow {
  details: LeadDetails;
  keys: LeadKey[];
  /** Whose lead it is, as the file says it: a person's id or name. */
  owner?: string;
}
export interface RefusedRow {
  name: string | null;
  code: string;
  field: string | null;
}

/** Reads rows of one file by one mapping. Made once for each file, so that a row costs no look-up of headers. */
export class RowMapper {
  private readonly fields: { field: ImportField; at: number; rule: ColumnRule; notGiven: Set<string>; values: Map<string, string> }[];
  private readonly attributes: { name: string; at: number }[];
  private readonly notGiven: Set<string>;

  /** @throws import.column_missing with the names of the missing columns */
  constructor(
    private readonly mapping: ImportMapping,
    private readonly header: readonly string[],
  ) {
    const places = new Map(header.map((name, at) => [name.trim(), at]));
    const missing = new Set<string>();
    const at = (column: string) => {
      const place = places.get(column.trim());
      if (place === undefined) missing.add(column);
      return place ?? -1;
    };
    this.notGiven = folded(['', ...mapping.notGiven]);
    this.fields = Object.entries(mapping.columns).map(([field, givenRule]) => {
      const rule = asRule(givenRule);
      return {
        field: field as ImportField,
        at: at(rule.column),
        rule,
        notGiven: rule.notGiven ? new Set([...this.notGiven, ...folded(rule.notGiven)]) : this.notGiven,
        values: new Map(Object.entries(rule.values ?? {}).map(([from, to]) => [from.trim().toLowerCase(), to])),
      };
    });
    this.attributes = Object.entries(mapping.attributes).map(([name, column]) => ({ name, at: at(column) }));
    if (missing.size > 0) {
      const columns = [...missing];
      throw importErrors.column_missing({
        field: columns[0]!,
        detail: `The file has no column ${columns.map((name) => `"${name}"`).join(', ')}.`,
        data: { columns, header: header.slice(0, 200).map((name) => name.slice(0, 200)) },
      });
    }
  }

  map(cells: readonly string[]): MappedRow | RefusedRow {
    const given: Partial<Record<ImportField, string>> = {};
    try {
      this.checkCells(cells);
      for (const { field, at, rule, notGiven, values } of this.fields) {
        const cell = cells[at]!.trim();
        const low = cell.toLowerCase();
        const value = notGiven.has(low) ? undefined : (rule.prefix ?? '') + (values.get(low) ?? cell);
        given[field] = value ?? this.mapping.constants[field];
        if (rule.required && given[field] === undefined) throw rowRefusals.value_required({ field });
        if (given[field] !== undefined && given[field].length > MAX_KEPT) throw rowRefusals.field_too_large({ field: rule.column });
      }
      for (const [field, value] of Object.entries(this.mapping.constants)) given[field as ImportField] ??= value;
      const { owner, ...raw } = typedCells(given, this.droppable);
      const externalSystem = given.externalId === undefined ? undefined : this.mapping.system;
      const details = leadDetails(
        { ...raw, channel: this.mapping.channel, attributes: this.attributesOf(cells), externalSystem },
        { phoneCountry: this.mapping.phoneCountry, drop: this.droppable },
      );
      return { details, keys: leadKeys(details, cells.join('\u001f')), ...(owner !== undefined && { owner }) };
    } catch (error) {
      if (!(error instanceof ThroughlineError)) throw error;
      const name = cleanText(given.displayName ?? given.companyName ?? given.contactName);
      return { name: name && shortened(name, 200), code: error.code, field: error.details.field ?? null };
    }
  }

  /** Whether a column or a constant says whose the leads are. */
  get namesOwners(): boolean {
    return this.mapping.columns.owner !== undefined || this.mapping.constants.owner !== undefined;
  }

  /** Whether a lead is taken without an owner where the named one cannot be it. */
  get dropsOwners(): boolean {
    return this.droppable('owner');
  }

  private readonly droppable = (field: ImportField) => this.fields.some((known) => known.field === field && known.rule.invalid === 'drop');

  private checkCells(cells: readonly string[]): void {
    for (let at = 0; at < cells.length; at += 1) {
      if (cells[at]!.length > MAX_FIELD) throw rowRefusals.field_too_large({ field: this.header[at] ?? String(at + 1) });
    }
    if (cells.length !== this.header.length) throw rowRefusals.wrong_number_of_fields();
  }

  private attributesOf(cells: readonly string[]): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const { name, at } of this.attributes) {
      const cell = cells[at]!.trim();
      if (cell !== '' && !this.notGiven.has(cell.toLowerCase())) {
        if (cell.length > MAX_KEPT) throw rowRefusals.field_too_large({ field: this.header[at]! });
        attributes[name] = cell.replaceAll('\0', '');
      }
    }
    return attributes;
  }
}

function folded(values: readonly string[]): Set<string> {
  return new Set(values.map((value) => value.trim().toLowerCase()));
}
