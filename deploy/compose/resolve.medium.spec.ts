import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const hasGo = spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;

/** Everything that .env.example leaves open, filled in. */
const filledIn = Object.fromEntries([...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=$/gm)].map(([, name]) => [name as string, 'aaaaaaaaaaaaaaaa']));
const tokens = { TOKEN_ISSUER: 'https://sign-in.example', JWKS_URL: 'https://sign-in.example/keys' };

(hasGo ? describe : describe.skip)('docker-compose.yml, resolved by compose itself (skipped where there is no Go)', () => {
  let folder: string;
  let validator: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'compose-'));
    validator = join(folder, 'validate');
    execFileSync('go', ['build', '-buildvcs=false', '-o', validator, '.'], { cwd: join(__dirname, 'validate'), env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' }, stdio: 'pipe' });
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const resolve = (env: Record<string, string>, ...fragments: string[]) =>
    spawnSync(validator, [join(root, 'docker-compose.yml'), ...fragments.map((name) => join(__dirname, name))], { env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8' });

  it('resolves, and publishes one port', () => {
    const { status, stdout, stderr } = resolve({ ...filledIn, ...tokens, GATEWAY_PORT: '9000' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { services } = JSON.parse(stdout) as { services: Record<string, { ports?: object[]; environment?: Record<string, string> }> };
    expect(Object.entries(services).filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])).toEqual([['gateway', [expect.objectContaining({ target: 8080, published: '9000' })]]]);
    expect(services['leads']?.environment?.['DATABASE_URL_LEADS']).toBe('postgres://throughline_leads:aaaaaaaaaaaaaaaa@postgres:5432/throughline');
  });

  it('resolves with the web UI of Temporal, on loopback only', () => {
    const { services } = JSON.parse(resolve({ ...filledIn, ...tokens }, 'temporal-ui.yml').stdout) as { services: Record<string, { ports?: object[] }> };
    expect(services['temporal-ui']?.ports).toEqual([expect.objectContaining({ host_ip: '127.0.0.1' })]);
  });

  it.each([...Object.keys(filledIn), ...Object.keys(tokens)])('is refused without %s', (missing) => {
    const { status, stderr } = resolve({ ...filledIn, ...tokens, [missing]: '' });
    expect(status).toBe(1);
    expect(stderr).toContain(missing);
  });
});
