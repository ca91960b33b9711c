import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import Ajv2020 from 'ajv/dist/2020';
import { policyDocuments, policySchemaOf } from './policy-documents';

const root = resolve(__dirname, '../..');

describe('generated schemas of policies', () => {
  it.each([...policyDocuments()])('%s is not stale (run `npm run generate`)', (path, text) => {
    const file = resolve(root, path);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
  });

  it('accept what the program accepts, and refuse what is no rule', () => {
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(policySchemaOf('lead'));
    expect(valid(openPoolPolicy)).toBe(true);
    expect(valid({ ...openPoolPolicy, claim: { ...openPoolPolicy.claim, cap: 50 } })).toBe(true);
    expect(valid({ ...openPoolPolicy, rules: [] })).toBe(false);
    expect(valid({ ...openPoolPolicy, clock: { ...openPoolPolicy.clock, quietDays: 'ten' } })).toBe(false);
  });
});
