import type { LeadKey } from '../lead/lead-keys';
import { leadKeys } from '../lead/lead-keys';
import type { LeadDetails } from '../lead/lead-details';
import { leadDetails } from '../lead/lead-details';
import { cleanText, shortened } from '../lead/normalise';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { asRule } from '../import-file/file-habits';
import { folded, Header, notGivenOf, replacements } from '../import-file/header';
import { rowRefusals } from '../import-file/import.errors';
import type { ColumnRule, ImportField, ImportMapping } from './import-mapping';
import { typedCells } from './typed-cells';

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
  private readonly header: Header;

  /** @throws import.column_missing with the names of the missing columns */
  constructor(
    private readonly mapping: ImportMapping,
    header: readonly string[],
  ) {
    this.header = new Header(header);
    this.notGiven = notGivenOf(mapping.notGiven);
    this.fields = Object.entries(mapping.columns).map(([field, givenRule]) => {
      const rule: ColumnRule = asRule(givenRule);
      return {
        field: field as ImportField,
        at: this.header.at(rule.column),
        rule,
        notGiven: rule.notGiven ? notGivenOf([...mapping.notGiven, ...rule.notGiven]) : this.notGiven,
        values: replacements(rule.values),
      };
    });
    this.attributes = Object.entries(mapping.attributes).map(([name, column]) => ({ name, at: this.header.at(column) }));
    this.header.complete();
  }

  map(cells: readonly string[]): MappedRow | RefusedRow {
    const given: Partial<Record<ImportField, string>> = {};
    try {
      this.header.check(cells);
      for (const { field, at, rule, notGiven, values } of this.fields) {
        const cell = cells[at]!.trim();
        const low = folded(cell);
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

  private attributesOf(cells: readonly string[]): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const { name, at } of this.attributes) {
      const cell = cells[at]!.trim();
      if (cell !== '' && !this.notGiven.has(folded(cell))) {
        if (cell.length > MAX_KEPT) throw rowRefusals.field_too_large({ field: this.header.name(at) });
        attributes[name] = cell.replaceAll('\0', '');
      }
    }
    return attributes;
  }
}
