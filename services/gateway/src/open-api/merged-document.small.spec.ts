import type { OpenAPIObject } from '@nestjs/swagger';

import { mergedDocument } from './merged-document';

const document = (path: string, schemas: Record<string, object>, reference = 'Thing'): OpenAPIObject =>
  ({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { [path]: { get: { responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${reference}` } } } } } } } },
    components: { schemas: { Problem: { type: 'object' }, ...schemas } },
  }) as never;

describe('the merged document', () => {
  const merged = mergedDocument(document('/v1/whoami', { WhoAmI: {} }, 'WhoAmI'), {
    leads: document('/v1/leads', { Thing: { type: 'string' }, Holder: { properties: { thing: { $ref: '#/components/schemas/Thing' } } } }),
    contracts: document('/v1/contracts', { Thing: { type: 'number' } }),
  });

  it('has all paths, each pointing at its own service’s schema', () => {
    expect(Object.keys(merged.paths)).toEqual(['/v1/whoami', '/v1/leads', '/v1/contracts']);
    expect(JSON.stringify(merged.paths['/v1/leads'])).toContain('#/components/schemas/LeadsThing');
    expect(JSON.stringify(merged.paths['/v1/whoami'])).toContain('#/components/schemas/WhoAmI');
  });

  it('keeps schemas of the same name apart, and the problem once', () => {
    expect(Object.keys(merged.components!.schemas!).sort()).toEqual(['ContractsThing', 'LeadsHolder', 'LeadsThing', 'Problem', 'WhoAmI']);
  });

  it('points at nothing that is not there', () => {
    const references = [...JSON.stringify(merged).matchAll(/#\/components\/schemas\/([^"]+)/g)].map(([, name]) => name!);
    expect(references.filter((name) => !(name in merged.components!.schemas!))).toEqual([]);
  });
});
