import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { settings } from '@throughline/config/known-settings';
import { settingsDocuments } from './settings-documents';

const root = resolve(__dirname, '../..');
const documents = settingsDocuments();

describe('generated settings documents', () => {
  it.each([...documents])('%s is not stale (run `npm run generate`)', (path, text) => {
    const file = resolve(root, path);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
  });

  it('name every setting once', () => {
    for (const text of documents.values()) {
      for (const name of Object.keys(settings)) expect(text.match(new RegExp(`^(#?${name}=|\\| \`${name}\`)`, 'gm'))).toHaveLength(1);
    }
  });
});
