import { needsOurPage, requireOurPage } from './cross-site';

const ours = 'https://crm.example';
const page = { 'x-throughline-page': '1' };

describe('a change by a session', () => {
  it.each([
    ['from our page', { ...page, origin: ours }, true],
    ['by a browser that sends no origin', { ...page, 'sec-fetch-site': 'same-origin' }, true],
    ['by a program that is no browser', page, true],
    ['without the header', { origin: ours }, false],
    ['from another origin', { ...page, origin: 'https://evil.example' }, false],
    ['from another origin that begins like ours', { ...page, origin: 'https://crm.example.evil.example' }, false],
    ['from another host of our domain', { ...page, origin: 'https://old.crm.example' }, false],
    ['without TLS', { ...page, origin: 'http://crm.example' }, false],
    ['from a sandboxed frame or a file', { ...page, origin: 'null' }, false],
    ['from another site, without an origin', { ...page, 'sec-fetch-site': 'cross-site' }, false],
    ['from a sister site, without an origin', { ...page, 'sec-fetch-site': 'same-site' }, false],
  ])('%s', (_what, headers, allowed) => {
    const act = () => requireOurPage({ headers }, ours);
    if (allowed) expect(act).not.toThrow();
    else expect(act).toThrow(expect.objectContaining({ code: 'session.cross_site' }));
  });

  it.each([
    ['GET', '/v1/leads', true, false],
    ['HEAD', '/v1/leads', true, false],
    ['POST', '/v1/leads', true, true],
    ['DELETE', '/v1/session', false, true],
    ['POST', '/v1/session?x=1', false, true],
    ['POST', '/v1/passwords', false, true],
    ['POST', '/v1/passwords/links', false, true],
    ['POST', '/v1/%73ession', false, true],
    ['POST', '/v1/sessio%6e?x=1', false, true],
    ['POST', 'http://elsewhere.example/v1/session', false, true],
    ['POST', '/v1/%', false, false],
    ['POST', '/v1/leads', false, false],
    ['POST', '/oauth/token', false, false],
  ])('%s %s, with a session: %s, must come from our page: %s', (method, url, bySession, needed) => {
    expect(needsOurPage({ method, url }, bySession)).toBe(needed);
  });
});
