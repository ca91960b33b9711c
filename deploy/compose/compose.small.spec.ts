import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, settingsFor, type SettingsRole } from '@throughline/config/settings';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: unknown;
  user?: string;
  ports?: string[];
  command?: string[];
  restart?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  networks?: string[];
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  stop_grace_period?: string;
}

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true, maxAliasCount: -1 }) as { services: Record<string, Service> };
const example = readFileSync(join(root, '.env.example'), 'utf8');
const names = Object.keys(services);
const ours = names.filter((name) => services[name]?.build);
const jobs = ['temporal-schema', 'migrate', 'topics', 'namespace'];
const dependenciesOf = (name: string) => Object.entries(services[name]?.depends_on ?? {});

/** Names in `${NAME…}`, comments left out; `$$` is compose's way to write a dollar. */
const variablesIn = (source: string) => new Set([...source.replace(/^\s*#.*$/gm, '').replaceAll('$$', '').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name as string));
const interpolated = variablesIn(text);

/** All that is started, and must have ended or be healthy, before this one. */
function before(name: string, seen = new Set<string>()): Set<string> {
  for (const [other] of dependenciesOf(name)) {
    if (!seen.has(other)) before(other, seen.add(other));
  }
  return seen;
}

describe('docker-compose.yml', () => {
  it('has the engines, the jobs, every service and the worker', () => {
    expect(names.sort()).toEqual(
      ['postgres', 'kafka', 'temporal', ...jobs, 'directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist', 'gateway', 'worker'].sort(),
    );
  });

  it('publishes the gateway alone', () => {
    expect(names.filter((name) => services[name]?.ports)).toEqual(['gateway']);
    expect(names.filter((name) => services[name]?.networks?.includes('outside'))).toEqual(['gateway']);
  });

  it.each(names)('runs %s as somebody who is not root', (name) => {
    expect(services[name]?.user).toMatch(/^([1-9]\d*:[1-9]\d*|postgres)$/);
  });

  it.each(ours)('lets %s write nowhere and do nothing special', (name) => {
    expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it.each(names)('starts %s again when it dies; a job only when it fails', (name) => {
    expect(services[name]?.restart).toBe(jobs.includes(name) ? 'on-failure:5' : 'unless-stopped');
  });

  it.each(names.filter((name) => !jobs.includes(name)))('asks %s for its health', (name) => {
    expect(services[name]?.healthcheck?.test[0]).toMatch(/^CMD/);
  });

  it.each(names)('waits for a condition on everything that %s depends on', (name) => {
    for (const [other, { condition }] of dependenciesOf(name)) {
      expect(names).toContain(other);
      expect(condition).toBe(jobs.includes(other) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  it('starts in order: engines, jobs, services, gateway', () => {
    for (const name of names) expect([...before(name)]).not.toContain(name);
    for (const name of ours.filter((one) => !jobs.includes(one))) expect([...before(name)]).toEqual(expect.arrayContaining(['topics', 'namespace', 'kafka', 'temporal', 'temporal-schema']));
    for (const name of ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist']) expect([...before(name)]).toContain('migrate');
    expect([...before('gateway')]).toEqual(expect.arrayContaining([...ours.filter((name) => name !== 'gateway')]));
  });

  it.each(ours.filter((name) => !jobs.includes(name)))('gives %s longer to drain than it takes', (name) => {
    expect(services[name]?.stop_grace_period).toBe('35s');
  });

  it.each(ours)('gives %s settings that it accepts', (name) => {
    const [command, role] = services[name]?.command ?? [];
    const settings = settingsFor((command === 'serve' ? role : command === 'work' ? 'worker' : command) as SettingsRole);
    const given = Object.fromEntries(Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, filledIn(value)]));
    expect(() => loadSettings(settings, given)).not.toThrow();
  });

  it('asks each service for its health at the port that it listens on', () => {
    for (const name of ours.filter((one) => !jobs.includes(one))) {
      const port = services[name]?.environment?.[`${name.toUpperCase()}_PORT`];
      expect([name, services[name]?.healthcheck?.test.at(-1)]).toEqual([name, port]);
      if (name !== 'gateway') expect(services['gateway']?.environment?.[`${name.toUpperCase()}_URL`]).toBe(`http://${name}:${port}`);
    }
  });

  it('mounts only files that are there', () => {
    const files = names.flatMap((name) => services[name]?.volumes ?? []).filter((volume) => volume.startsWith('./'));
    expect(files).not.toHaveLength(0);
    for (const file of files) expect(existsSync(join(root, file.split(':')[0] as string))).toBe(true);
  });
});

describe('.env.example', () => {
  const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name as string);

  it('lists every variable of docker-compose.yml and its fragments', () => {
    const fragment = readFileSync(join(__dirname, 'temporal-ui.yml'), 'utf8');
    for (const name of [...interpolated, ...variablesIn(fragment)]) expect(listed).toContain(name);
  });

  it('lists nothing that is not used', () => {
    const setByCompose = new Set(ours.flatMap((name) => Object.keys(services[name]?.environment ?? {})));
    // A sandbox is for one machine, and so are the engines that we start ourselves; the operator's commands set THROUGHLINE_PASSIVE for themselves.
    const sandbox = ['THROUGHLINE_SANDBOX', 'DATABASE_URL_SANDBOX', 'SANDBOX_SIGNING_KEY'];
    const embedded = sourcesOfEngines();
    const usedElsewhere = (name: string) => sandbox.includes(name) || name === 'THROUGHLINE_PASSIVE' || embedded.includes(`'${name}'`);
    expect(listed.filter((name) => !interpolated.has(name) && !setByCompose.has(name) && !usedElsewhere(name))).toEqual([]);
  });

  it('leaves every secret of compose open, to be filled in', () => {
    const required = [...text.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name as string).filter((name) => name.includes('PASSWORD'));
    expect(required).not.toHaveLength(0);
    for (const name of required) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  });
});

/** Compose's own interpolation, as far as the file uses it, with a value for everything that has no default. */
function filledIn(value: string): string {
  return value.replace(/\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, byDefault = '') =>
    kind === '-' ? byDefault : name.includes('PASSWORD') ? 'aaaaaaaaaaaaaaaa' : 'https://sign-in.example',
  );
}

function sourcesOfEngines(): string {
  const folder = join(root, 'deploy/embedded');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
