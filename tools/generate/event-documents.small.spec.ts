import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventDocuments } from './event-documents';

const root = resolve(__dirname, '../..');

describe('generated event documents', () => {
  it.each([...eventDocuments()])('%s is not stale (run `npm run generate`)', (path, text) => {
    const file = resolve(root, path);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
  });
});
