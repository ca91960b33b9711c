import fc from 'fast-check';
import { CsvReader } from './csv-reader';

/** Reads a text in pieces of `size`. */
function read(text: string, size = text.length || 1, longest = 1_000): string[][] {
  const reader = new CsvReader(',', longest);
  const rows: string[][] = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
  return [...rows, ...reader.end()];
}

describe('reading CSV', () => {
  it.each([
    ['a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['a,b\r\n1,2', [['a', 'b'], ['1', '2']]],
    ['a,b\r1,2\r', [['a', 'b'], ['1', '2']]],
    ['a,,\n\n\r\n,b', [['a', '', ''], ['', 'b']]],
    ['"a,1","b\nc","d""e"\n', [['a,1', 'b\nc', 'd"e']]],
    ['""\n"",', [[''], ['', '']]],
    ['=F("x"),a"b,"c"d\n', [['=F("x")', 'a"b', 'cd']]],
    ['', []],
  ])('%j', (text, rows) => {
    expect(read(text)).toEqual(rows);
    expect(read(text, 1)).toEqual(rows);
    expect(read(text, 2)).toEqual(rows);
  });

  it('gives back what was written, however it is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '中', '😀', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(read(text, size)).toEqual(rows);
      }),
    );
  });

  it('keeps no more of a huge field than tells that it is too long', () => {
    const [row] = read(`a,${'x'.repeat(5_000)},"${'y'.repeat(5_000)}",b`, 700, 1_000);
    expect(row!.map((cell) => cell.length)).toEqual([1, 1_001, 1_001, 1]);
  });

  it('says in which line a quote was left open', () => {
    const reader = new CsvReader(',', 100);
    reader.push('a\nb\n"c\nd\n');
    expect(reader.openQuote).toBe(3);
    reader.push('"');
    expect(reader.openQuote).toBeUndefined();
  });
});
