import { patched } from './scim-patch';
import { URN } from './scim-names';

const user = () => ({ schemas: [URN.user], userName: 'lin@example.test', emails: [{ value: 'lin@example.test', type: 'work', primary: true }] });
const patch = (...Operations: object[]) => patched(user(), { schemas: [URN.patch], Operations });

describe('a patch over SCIM', () => {
  afterEach(() => {
    // Whatever went wrong here must not reach the tests behind it.
    const added = Object.keys(Object.prototype);
    for (const name of added) delete (Object.prototype as Record<string, unknown>)[name];
  });

  it.each([
    ['a path', { op: 'add', path: '__proto__.polluted', value: 1 }],
    ['behind a colon', { op: 'add', path: 'x:__proto__.polluted', value: 1 }],
    ['behind a schema of its own', { op: 'replace', path: 'urn:x:1.0:__proto__.polluted', value: 1 }],
    ['between two filters', { op: 'add', path: 'emails[primary eq true].__proto__.polluted[active eq true].value', value: 1 }],
    ['in a filter', { op: 'add', path: 'emails[__proto__ eq 1].value', value: 1 }],
    ['between quotes', { op: 'add', path: 'x:"a.__proto__.polluted"', value: 1 }],
    ['as a key of the value', { op: 'add', value: { 'x:__proto__.polluted': 1 } }],
    ['as a key with dots', { op: 'add', value: { 'constructor.prototype.polluted': 1 } }],
    ['deep in the value', { op: 'add', path: 'name', value: JSON.parse('{"a": [{"__proto__": {"polluted": 1}}]}') }],
  ])('never names what all objects have: %s', (_where, operation) => {
    expect(() => patch(operation)).toThrow(expect.objectContaining({ status: 400 }));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes values and names that only look like it', () => {
    expect(patch({ op: 'replace', path: 'title', value: 'constructor' }, { op: 'add', path: 'prototypes', value: 1 })).toMatchObject({ title: 'constructor', prototypes: 1 });
  });
});
