import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Money } from '@throughline/money/money';
import { accountColumns } from '../account/account-fields.dto';
import type { Account } from '../account/account.entity';
import type { ColumnRule } from '../import-file/file-habits';
import { asRule } from '../import-file/file-habits';
import { folded, Header, notGivenOf, replacements } from '../import-file/header';
import { rowRefusals } from '../import-file/import.errors';
import { cleanText, companyKey, shortened } from '../lead/normalise';
import type { AccountImportField, AccountMapping } from './account-mapping';

export interface MappedAccount {
  rowNo: number;
  name: string;
  /** Its id in the system of the file; its name's key where the file has none. */
  externalId: string;
  columns: Partial<Account>;
  /** What the file calls the account above it: an id there, or a name. */
  parent: string | null;
  /** Id or name of a person. */
  owner: string | null;
}
export interface RefusedAccount {
  rowNo: number;
  name: string | null;
  code: string;
  field: string | null;
}
export const isRefused = (row: MappedAccount | RefusedAccount): row is RefusedAccount => 'code' in row;

const WHOLE = /^\d{1,9}$/;

/** Reads the rows of one file by its mapping. */
export class AccountRowMapper {
  private readonly fields: { field: AccountImportField; at: number; values: Map<string, string> }[];
  private readonly notGiven: Set<string>;
  private readonly header: Header;

  /** @throws import.column_missing with the names of the missing columns */
  constructor(
    private readonly mapping: AccountMapping,
    header: readonly string[],
  ) {
    this.header = new Header(header);
    this.notGiven = notGivenOf(mapping.notGiven);
    this.fields = Object.entries(mapping.columns).map(([field, given]) => {
      const { column, values }: ColumnRule = asRule(given);
      return { field: field as AccountImportField, at: this.header.at(column), values: replacements(values) };
    });
    this.header.complete();
  }

  map(cells: readonly string[], rowNo: number): MappedAccount | RefusedAccount {
    const given = this.valuesOf(cells);
    const name = cleanText(given.name);
    try {
      this.header.check(cells);
      if (name === null) throw rowRefusals.value_required({ field: 'name' });
      if (name.length > 300) throw rowRefusals.field_too_large({ field: 'name' });
      const externalId = given.externalId ?? companyKey(name) ?? name;
      return { rowNo, name, externalId, columns: this.columnsOf(given), parent: given.parent ?? null, owner: given.owner ?? null };
    } catch (error) {
      if (!(error instanceof ThroughlineError)) throw error;
      return { rowNo, name: name && shortened(name, 200), code: error.code, field: error.details.field ?? null };
    }
  }

  private valuesOf(cells: readonly string[]): Partial<Record<AccountImportField, string>> {
    const given: Partial<Record<AccountImportField, string>> = {};
    for (const { field, at, values } of this.fields) {
      const cell = (cells[at] ?? '').trim();
      if (!this.notGiven.has(folded(cell))) given[field] = values.get(folded(cell)) ?? cell;
    }
    return given;
  }

  private columnsOf(given: Partial<Record<AccountImportField, string>>): Partial<Account> {
    const text = (field: 'creditCode' | 'website' | 'country' | 'city' | 'sector' | 'phone') => (given[field] === undefined ? undefined : shortened(given[field], 300));
    return accountColumns({
      creditCode: text('creditCode'),
      website: text('website'),
      country: text('country'),
      city: text('city'),
      sector: text('sector'),
      phone: text('phone'),
      employees: whole(given.employees, 'employees'),
      established: whole(given.established, 'established'),
      revenue: this.amount(given.revenue, 'revenue'),
      potential: this.amount(given.potential, 'potential'),
      keyAccount: yes(given.keyAccount),
    });
  }

  private amount(value: string | undefined, field: string): { amount: string; currency: string } | undefined {
    if (value === undefined) return undefined;
    const plain = value.replace(/[\s,]/g, '');
    if (!/^\d{1,15}(\.\d{1,4})?$/.test(plain)) throw rowRefusals.not_a_number({ field });
    return Money.of(plain, this.mapping.currency).times(this.mapping.amountUnit).toJSON();
  }
}

function whole(value: string | undefined, field: string): number | undefined {
  if (value === undefined) return undefined;
  const plain = value.replace(/[\s,]/g, '');
  if (!WHOLE.test(plain) || (field === 'established' && plain.length !== 4)) throw rowRefusals.not_a_number({ field });
  return Number(plain);
}

function yes(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : ['true', 'yes', 'y', '1', '是'].includes(value.toLowerCase());
}
