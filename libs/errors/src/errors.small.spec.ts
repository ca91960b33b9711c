import { accessErrors, requestErrors, unavailableErrors, unexpectedErrors } from './common-errors';
import { fromFailure, toFailure } from './failure';
import { toProblem } from './problem';
import type { ErrorSpec } from './throughline-error';
import { ThroughlineError, defineErrors, errorCatalogue, errorFromCode } from './throughline-error';

const spec: ErrorSpec = { family: 'user', status: 409, title: 'T', situation: 'S.', action: 'A.' };

describe('the error catalogue', () => {
  it('names each error by prefix and key', () => {
    const errors = defineErrors('sample', { already_claimed: spec });
    const error = errors.already_claimed({ detail: 'Lead 7 is taken.', data: { leadId: '7' } });
    expect(error).toBeInstanceOf(ThroughlineError);
    expect(error.code).toBe('sample.already_claimed');
    expect(errorCatalogue().get('sample.already_claimed')).toEqual(spec);
  });

  it('refuses a code that is declared twice', () => {
    defineErrors('twice', { once: spec });
    expect(() => defineErrors('twice', { once: spec })).toThrow('declared twice');
  });

  it('refuses a code that is not snake case', () => {
    expect(() => defineErrors('sample', { alreadyClaimed: spec })).toThrow('snake case');
  });

  it('does not compile without a status, a family or an action', () => {
    const { status: _status, ...withoutStatus } = spec;
    const { action: _action, ...withoutAction } = spec;
    // @ts-expect-error a spec without a status has no HTTP answer
    defineErrors('incomplete', { no_status: withoutStatus });
    // @ts-expect-error a spec without an action leaves the caller helpless
    defineErrors('incomplete', { no_action: withoutAction });
    // @ts-expect-error a spec of a family that no edge knows
    defineErrors('incomplete', { odd_family: { ...spec, family: 'odd' } });
  });

  it('gives every code a sensible answer', () => {
    for (const [code, { family, status, title, situation, action }] of errorCatalogue()) {
      if (code.startsWith('incomplete.')) continue;
      expect([code, status >= 400 && status < 500]).toEqual([code, family === 'user']);
      for (const text of [title, situation, action]) expect(text.length).toBeGreaterThan(0);
    }
  });
});

describe('problems', () => {
  it('carry code, field and data of what the caller did', () => {
    const errors = [{ field: 'amount', code: 'invalid_type', message: 'must be text' }];
    expect(toProblem(requestErrors.invalid({ detail: 'One field is wrong.', field: 'amount', errors }), '/v1/leads', 'c-1')).toEqual({
      type: 'urn:throughline:problem:request.invalid',
      title: 'The request is not valid',
      status: 400,
      code: 'request.invalid',
      detail: 'One field is wrong.',
      action: 'Correct the fields listed in "errors" and send it again.',
      field: 'amount',
      errors,
      instance: '/v1/leads',
      correlationId: 'c-1',
    });
  });

  it.each([
    ['an unknown error', new Error('duplicate key (email)=(zhang@example.com) at /srv/app.ts')],
    ['a thrown text', 'SELECT secret'],
    ['nothing', undefined],
    ['a defect with a cause', unexpectedErrors.internal({ detail: 'SELECT secret', cause: new Error('zhang@example.com') })],
  ])('tell nothing of %s', (_name, error) => {
    const problem = toProblem(error);
    expect(problem).toMatchObject({ status: 500, code: 'unexpected.internal' });
    expect(JSON.stringify(problem)).not.toMatch(/zhang|secret|srv|duplicate/);
  });

  it('tell nothing of what an engine said', () => {
    const problem = toProblem(unavailableErrors.database({ detail: 'password authentication failed for user "throughline_leads"', data: { host: 'db1' } }));
    expect(problem.status).toBe(503);
    expect(JSON.stringify(problem)).not.toMatch(/password|throughline_leads|db1/);
  });

  it('never show the cause of a refusal', () => {
    expect(JSON.stringify(toProblem(accessErrors.denied({ cause: new Error('owner is zhang') })))).not.toContain('zhang');
  });
});

describe('failures', () => {
  it('end an activity for a refusal, and come back as the same error', () => {
    const failure = toFailure(requestErrors.invalid({ data: { allowedAt: 'tomorrow' } }));
    expect(failure).toMatchObject({ type: 'request.invalid', nonRetryable: true });
    const back = fromFailure(failure.type, JSON.parse(JSON.stringify(failure.details)));
    expect([back.code, back.details.data]).toEqual(['request.invalid', { allowedAt: 'tomorrow' }]);
  });

  it('are tried again for everything else, without inner text', () => {
    expect(toFailure(new Error('SELECT secret'))).toEqual({ type: 'unexpected.internal', message: expect.not.stringContaining('secret'), nonRetryable: false, details: {} });
    expect(toFailure(unavailableErrors.kafka()).nonRetryable).toBe(false);
  });

  it('of an unknown code are defects', () => {
    expect(errorFromCode('lead.from_the_future').code).toBe('unexpected.internal');
  });
});
