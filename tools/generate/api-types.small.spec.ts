import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiDocument, apiTypesMark } from './api-document';

jest.setTimeout(120_000);

it("the console's types are not stale (run `npm run generate`)", async () => {
  const { file, mark } = await apiTypesMark();
  expect(readFileSync(resolve(__dirname, '../..', file), 'utf8').split('\n', 1)).toEqual([mark]);
});

it('the API document says of a text that may be missing that it is one, and no list', async () => {
  const { components } = await apiDocument();
  expect(components!.schemas!['DirectoryPersonDto']).toMatchObject({ properties: { externalId: { type: ['string', 'null'] }, roles: { type: 'array' } } });
});
