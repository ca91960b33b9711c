import { jsonLines, textColumn } from './columns';

describe('columns of many rows', () => {
  it('quotes what an array literal would read otherwise, and knows null from the word', () => {
    expect(textColumn(['a b', 'say "no"', 'C:\\x', '', null, undefined, 'NULL', '{x,y}', 7])).toBe('{"a b","say \\"no\\"","C:\\\\x","",NULL,NULL,"NULL","{x,y}",7}');
  });

  it('sends nothing where nothing is given', () => {
    expect(textColumn([null, undefined, null])).toBe('{}');
    expect(textColumn([])).toBe('{}');
  });

  it('keeps each JSON on its line', () => {
    expect(jsonLines([{ text: 'two\nlines' }, 'x', null]).split('\n').map((line) => JSON.parse(line))).toEqual([{ text: 'two\nlines' }, 'x', null]);
  });
});
