import type { Asker, Cell, Matrix } from './route-matrix';
import { ASKERS, askEverything, differences, matrixText, parseMatrix, peopleOfMatrix } from './route-matrix';

const everybody = (cell: Cell, but: Partial<Record<Asker, Cell>> = {}) => ({ ...(Object.fromEntries(ASKERS.map((asker) => [asker, cell])) as Record<Asker, Cell>), ...but });
const reviewed: Matrix = { 'GET /v1/leads': everybody('own', { nobody: '401' }), 'GET /v1/leads/{id}': everybody('404', { admin: 'yes' }) };

describe('the matrix of who may ask what', () => {
  it('is read as it was written', () => expect(parseMatrix(matrixText('leads', reviewed))).toEqual(reviewed));

  it('refuses a line with a cell that it does not know', () => {
    expect(() => parseMatrix(matrixText('leads', reviewed).replace('401', 'maybe'))).toThrow('Not a line of the matrix');
  });

  it.each<[string, Matrix, string[]]>([
    ['nothing', reviewed, []],
    ['a record told of', { ...reviewed, 'GET /v1/leads/{id}': everybody('404', { admin: 'yes', 'sales-rep': 'yes' }) }, ['A leak: GET /v1/leads/{id} as sales-rep answers yes, not 404.']],
    ['a list of others', { ...reviewed, 'GET /v1/leads': everybody('own', { nobody: '401', finance: 'all' }) }, ['A leak: GET /v1/leads as finance answers all, not own.']],
    ['a refusal that says that it is there', { ...reviewed, 'GET /v1/leads/{id}': everybody('404', { admin: 'yes', legal: '403' }) }, ['GET /v1/leads/{id} as legal answers 403, not 404.']],
    ['a new route', { ...reviewed, 'GET /v1/secrets': everybody('yes') }, ['GET /v1/secrets is not in the matrix: who may ask it?']],
    ['a stale line', { 'GET /v1/leads': reviewed['GET /v1/leads']! }, ['GET /v1/leads/{id} stands in the matrix, but there is no such route.']],
  ])('finds %s', (_what, found, sentences) => expect(differences(found, reviewed)).toEqual(sentences));
});

describe('asking everything', () => {
  const people = peopleOfMatrix((roles) => ({ personId: roles[0] ?? 'none', name: '', roles, unitPath: '1.2.', tenant: 'test' }));
  const document = { paths: { '/v1/leads': { get: {} }, '/v1/leads/{id}': { delete: {} } } };
  const send = (status: (by?: string) => number, body: (by?: string) => unknown = () => ({})) => async (_method: string, _path: string, by?: { personId: string }) =>
    ({ status: status(by?.personId), headers: new Headers(), body: body(by?.personId) });

  it('tells a list of others from one of his own, and makes a record anew once it is gone', async () => {
    let made = 0;
    const calls = { 'GET /v1/leads': () => ({ theirs: ['x-1'] }), 'DELETE /v1/leads/{id}': () => ({ params: { id: `x-${(made += 1)}` } }) };
    const found = await askEverything({ document, people, calls, send: send((by) => (by === undefined ? 401 : by === 'none' ? 403 : 200), (by) => (by === 'admin' ? ['x-1'] : [])) });
    expect(found['GET /v1/leads']).toEqual(everybody('own', { nobody: '401', 'no role': '403', admin: 'all' }));
    expect(made).toBe(ASKERS.length - 2);
  });

  it('does not take a call that is wrong by itself for an answer', async () => {
    const calls = { 'GET /v1/leads': () => ({}), 'DELETE /v1/leads/{id}': () => ({ params: { id: 'x' } }) };
    await expect(askEverything({ document, people, calls, send: send(() => 400, () => ({ code: 'request.invalid' })) })).rejects.toThrow('wrong by itself');
    await expect(askEverything({ document, people, calls: {}, send: send(() => 200) })).rejects.toThrow('Nobody has said how to call GET /v1/leads, DELETE /v1/leads/{id}');
  });
});
