import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from './known-settings';
import type { Setting } from './setting';
import type { SettingName } from './settings';
import { SettingsError, loadSettings, settingsFor, settingsRoles } from './settings';

const faultsOf = (keys: readonly SettingName[], env: Record<string, string>): readonly string[] => {
  try {
    loadSettings(keys, env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
};
const database = 'postgres://throughline_leads:s3cret-word@127.0.0.1:5432/throughline';

describe('settings', () => {
  it('are read, typed, defaulted and frozen', () => {
    const loaded = loadSettings(settingsFor('leads'), { DATABASE_URL_LEADS: database, LEADS_PORT: '18082', KAFKA_BROKERS: 'a:9092, b:9092', THROUGHLINE_SANDBOX: 'true', LOG_LEVEL: '' });
    expect(loaded).toMatchObject({ LEADS_PORT: 18082, KAFKA_BROKERS: ['a:9092', 'b:9092'], THROUGHLINE_SANDBOX: true, LOG_LEVEL: 'info', NODE_ENV: 'development' });
    expect(loaded.OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
    expect(Object.isFrozen(loaded)).toBe(true);
  });

  it('name all faults at once', () => {
    const faults = faultsOf(settingsFor('leads'), { LEADS_PORT: '80820', THROUGHLINE_SANDBOX: 'yes', TOKEN_ISSUER: 'example', KAFKA_BROKERS: 'kafka' });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(['DATABASE_URL_LEADS', 'KAFKA_BROKERS', 'LEADS_PORT', 'THROUGHLINE_SANDBOX', 'TOKEN_ISSUER']);
  });

  it('take addresses and networks of proxies, but not everything', () => {
    const read = (TRUSTED_PROXIES: string) => loadSettings(['TRUSTED_PROXIES'], { TRUSTED_PROXIES }).TRUSTED_PROXIES;
    expect(read('10.0.0.1, 192.168.0.0/16,fd00::/8')).toEqual(['10.0.0.1', '192.168.0.0/16', 'fd00::/8']);
    expect(read('')).toBeUndefined();
    for (const wrong of ['0.0.0.0/0', '::/0', 'true', '1', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.1,', 'proxy.example']) expect(() => read(wrong)).toThrow(SettingsError);
  });

  it('never repeat a value', () => {
    const faults = faultsOf(['DATABASE_URL_LEADS', 'SANDBOX_SIGNING_KEY'], { DATABASE_URL_LEADS: 'mysql://root:s3cret-word@db/x', SANDBOX_SIGNING_KEY: 's3cret-word' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('refuse a sandbox beside production', () => {
    expect(faultsOf(['NODE_ENV', 'THROUGHLINE_SANDBOX'], { NODE_ENV: 'production', THROUGHLINE_SANDBOX: 'true' })).toEqual([expect.stringContaining('lets anybody sign in')]);
    expect(faultsOf(['NODE_ENV', 'THROUGHLINE_SANDBOX'], { NODE_ENV: 'production' })).toEqual([]);
  });

  it('take a secret from a file, but not twice', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    const file = join(folder, 'url');
    writeFileSync(file, `${database}\n`);
    expect(loadSettings(['DATABASE_URL_LEADS'], { DATABASE_URL_LEADS_FILE: file }).DATABASE_URL_LEADS).toBe(database);
    expect(faultsOf(['DATABASE_URL_LEADS'], { DATABASE_URL_LEADS_FILE: file, DATABASE_URL_LEADS: database })).toEqual([expect.stringContaining('twice')]);
    expect(faultsOf(['DATABASE_URL_LEADS'], { DATABASE_URL_LEADS_FILE: `${file}-none` })).toEqual([expect.stringContaining('ENOENT')]);
    rmSync(folder, { recursive: true });
  });

  it('have defaults and examples that pass their own check', () => {
    for (const setting of Object.values<Setting<unknown>>(settings)) {
      const sample = setting.byDefault ?? setting.example;
      if (sample !== undefined) expect(() => setting.read(sample)).not.toThrow();
    }
  });

  it('give every role what every role needs', () => {
    for (const role of settingsRoles()) expect(settingsFor(role)).toEqual(expect.arrayContaining(['NODE_ENV', 'THROUGHLINE_SANDBOX', 'LOG_LEVEL']));
  });
});
