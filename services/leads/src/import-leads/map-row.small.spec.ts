import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FIELD } from '../import-file/header';
import { exportCell } from '../import-views/export-cell';
import { decideBatch } from './import-batch';
import { importMappingSchema } from './import-mapping';
import { RowMapper } from './map-row';

const mapping = importMappingSchema.parse({
  name: 'Test',
  system: 'fair',
  notGiven: ['Select'],
  columns: {
    externalId: { column: 'Id', required: true },
    displayName: { column: 'No', prefix: 'Lead ' },
    phone: { column: 'Phone', invalid: 'drop' },
    source: { column: 'Source', values: { google: 'Google' } },
    city: { column: 'City', notGiven: ['n/a'] },
  },
  constants: { campaign: 'Spring', city: 'Ulm' },
  attributes: { note: 'Note' },
});
const header = ['Id', 'No', 'Phone', 'Source', 'City', 'Note'];
const mapper = new RowMapper(mapping, header);

describe('mapping a row', () => {
  it('feeds fields, prefixes, replaces, and knows what is not given', () => {
    expect(mapper.map(['1', '660737', 'no phone', 'GOOGLE', 'N/A', 'Select'])).toMatchObject({
      details: { externalSystem: 'fair', externalId: '1', displayName: 'Lead 660737', phone: null, source: 'Google', city: 'Ulm', campaign: 'Spring', attributes: {} },
      keys: [{ kind: 'external', value: 'fair:1' }],
    });
    expect(mapper.map(['2', '7', '', 'select', 'Bonn', 'x'])).toMatchObject({ details: { source: null, city: 'Bonn', attributes: { note: 'x' } } });
  });

  it.each([
    ['a required value', ['Select', '7', '', '', '', ''], 'import.value_required', 'externalId'],
    ['a name', ['1', '', '', '', '', ''], 'lead.name_missing', 'displayName'],
    ['a field', ['1', '7', '', '', ''], 'import.wrong_number_of_fields', null],
    ['moderation', ['1', '7', '', '', '', 'x'.repeat(MAX_FIELD + 1)], 'import.field_too_large', 'Note'],
    ['brevity', ['1', '7', '', 'x'.repeat(10_001), '', ''], 'import.field_too_large', 'Source'],
  ])('refuses a row without %s', (_what, cells, code, field) => {
    expect(mapper.map(cells)).toMatchObject({ code, field });
  });

  it('names every missing column at once', () => {
    expect(() => new RowMapper(mapping, ['Id', 'No', 'Note'])).toThrow(
      expect.objectContaining({ code: 'import.column_missing', details: expect.objectContaining({ data: { columns: ['Phone', 'Source', 'City'], header: ['Id', 'No', 'Note'] } }) }),
    );
  });
});

describe('the mapping document', () => {
  it.each([
    ['no name for the lead', { name: 'T', system: 's', columns: { email: 'Mail' } }],
    ['an unknown field', { name: 'T', system: 's', columns: { displayName: 'A', colour: 'B' } }],
    ['an unknown member', { name: 'T', system: 's', columns: { displayName: 'A' }, colums: {} }],
  ])('is refused with %s', (_what, document) => {
    expect(importMappingSchema.safeParse(document).success).toBe(false);
  });

  it('of the education company reads', () => {
    const file = join(__dirname, '../../../../deploy/mappings/education-leads.json');
    expect(importMappingSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).columns.externalId).toEqual({ column: 'Prospect ID', required: true });
  });
});

describe('deciding a batch', () => {
  const row = (rowNo: number, ...cells: string[]) => ({ rowNo, row: mapper.map([...cells, '', '', '', '', '', ''].slice(0, 6)) });

  it('merges into what is there before, and into what came a row above; the sum is the rows', () => {
    const batch = decideBatch([row(1, 'a', '1'), row(2, 'b', '2'), row(3, 'b', '3'), row(4, '', '4')], [{ kind: 'external', value: 'fair:a', leadId: 'old' }]);
    expect(batch.outcomes.map(({ outcome, leadId, code }) => [outcome, leadId ?? code])).toEqual([
      ['merged', 'old'],
      ['created', batch.created[0]!.id],
      ['merged', batch.created[0]!.id],
      ['refused', 'import.value_required'],
    ]);
    expect(batch.merged.map(({ leadId }) => leadId)).toEqual(['old']);
  });
});

it.each([
  ['=1+1', "'=1+1"],
  ['+49 151', "'+49 151"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-5', '-5'],
  ['Mills', 'Mills'],
  [null, ''],
])('exports %j as %j', (value, cell) => expect(exportCell(value)).toBe(cell));
