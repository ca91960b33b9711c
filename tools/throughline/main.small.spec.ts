import { SettingsError } from '@throughline/config/settings';
import { EngineFailure } from '@throughline/embedded/engine-failure';
import { topics } from '@throughline/events/topics';
import { lineOf } from './commands/events-tail.command';
import { parseDuration } from './commands/sandbox-advance.command';
import { CommandFailed, exitCodeOf, Interrupted, textOf, UsageError } from './exit-codes';
import { requireNoDeadNotices } from './dead-notices';
import { main, program } from './main';
import { Output } from './output';
import { isClean, reportLines } from './reconcile';
import { chosenServices } from './service-registry';
import { asRole } from './set-up/local-settings';

jest.mock('@throughline/worker/main', () => ({ work: () => Promise.reject(new Error('not in this test')) }), { virtual: true });

describe('The throughline command', () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  beforeEach(() => {
    written.mockClear();
    errors.mockClear();
  });
  const run = (...args: string[]) => main(['node', 'throughline', ...args]);

  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['serve'], "missing required argument 'service'"],
    [['serve', 'leads', 'nobody'], 'No such service: nobody'],
    [['work', 'leads'], 'No such queue here: leads'],
    [['sandbox', 'advance', '3 days'], '3 days is no duration'],
    [['demo', '--days', 'many'], 'A whole number of days'],
    [['demo', '--leads', 'package.json'], '--leads and --mapping go together'],
    [['demo', '--leads', '/nowhere.csv', '--mapping', 'package.json'], 'There is no file /nowhere.csv'],
    [['engines', '--want', 'oracle'], 'No such engine: oracle'],
    [['events', 'tail', '--topic', 'nothing'], 'No such topic: nothing'],
    [['notices', 'dead', '--channel', 'pigeon'], 'No such channel: pigeon'],
    [['notices', 'retry'], 'Say either which, by id, or --all.'],
    [['notices', 'retry', 'x'], 'x is no id'],
    [['notices', 'drop', '--all'], "required option '--reason <text>' not specified"],
  ])('answers %j with exit code 2 and a reason', async (args, reason) => {
    expect(await run(...args)).toBe(2);
    expect(errors.mock.calls.join('')).toContain(reason);
  });

  it('gives a failure as JSON where JSON was asked for, before or after the command', async () => {
    for (const args of [['--json', 'serve', 'nobody'], ['serve', 'nobody', '--json']]) {
      written.mockClear();
      expect(await run(...args)).toBe(2);
      expect(JSON.parse(String(written.mock.calls[0]?.[0]))).toEqual({ error: expect.stringContaining('No such service') });
    }
  });

  it('handles again the dead letters of every group that has any', async () => {
    expect(await run('events', 'replay-dead-letters', '--service', 'nobody')).toBe(2);
    const groups = topics.flatMap(({ name }) => /^throughline\.dlq\.(.+)$/.exec(name)?.[1] ?? []);
    expect(errors.mock.calls.join('')).toContain(`There are: ${groups.join(', ')}.`);
  });

  it('ends with 0 when it is asked for help', async () => {
    expect(await run('--help')).toBe(0);
  });

  it('has every command that operations.md names', () => {
    const names = program(new Output(process.stdout, process.stderr)).commands.flatMap((command) => [command.name(), ...command.commands.map((child) => `${command.name()} ${child.name()}`)]);
    expect(names).toEqual(expect.arrayContaining(['serve', 'work', 'migrate', 'topics', 'namespace', 'seed', 'doctor', 'demo', 'events tail', 'events replay-dead-letters', 'notices dead', 'notices retry', 'notices drop', 'duplicates rekey', 'sandbox advance']));
  });
});

describe('Exit codes', () => {
  it('tell wrong usage from a failure', () => {
    expect(exitCodeOf(new UsageError('x'))).toBe(2);
    expect(exitCodeOf(new SettingsError(['A is missing']))).toBe(2);
    expect(exitCodeOf(new EngineFailure('Kafka', 'why', 'fix'))).toBe(1);
    expect(exitCodeOf(new CommandFailed('x'))).toBe(1);
    expect(exitCodeOf(new Interrupted('SIGINT'))).toBe(130);
    expect(exitCodeOf(new TypeError('a defect'))).toBe(1);
  });

  it('shows a stack for a defect only', () => {
    expect(textOf(new EngineFailure('Kafka', 'no Java.', 'install it'))).toBe('Kafka: no Java.\n  What to do: install it');
    expect(textOf(new TypeError('a defect'))).toContain('at ');
  });
});

describe('Small parts of the command', () => {
  it.each([['90m', 5_400_000], ['12h', 43_200_000], ['30d', 2_592_000_000], ['2w', 1_209_600_000]])('reads %s as %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));
  it.each(['0d', '-1d', '1.5d', '1y', '', 'P1D'])('refuses %j', (text) => expect(() => parseDuration(text)).toThrow(UsageError));

  it('boots the directory first and the gateway last, in whatever order they are named', () => {
    expect(chosenServices(['gateway', 'leads', 'directory'])).toEqual(['directory', 'leads', 'gateway']);
    expect(chosenServices(['all'])).toHaveLength(7);
  });

  it('keeps server and database when it changes the role', () => {
    expect(asRole('postgres://owner:a@db.example:5433/sales?sslmode=require', 'throughline_leads', 'p/w?')).toBe('postgres://throughline_leads:p%2Fw%3F@db.example:5433/sales?sslmode=require');
  });

  it('shows an event in one line, however long its data', () => {
    const event = { time: new Date('2026-01-05T01:00:00Z'), type: 'throughline.lead.claimed.v1', subject: 'lead/1', sequence: 2, data: { note: 'x'.repeat(400) } };
    const line = lineOf(event);
    expect(line).toMatch(/^2026-01-05T01:00:00\.000Z {2}throughline\.lead\.claimed\.v1 {2}lead\/1#2 {2}\{"note"/);
    expect(line.length).toBeLessThan(240);
  });

  it('is clean only if every count is 0 and everybody answered', () => {
    const report = { at: '', booksWithoutClock: 0, overdueDeadlines: 0, storiesWithoutSubject: 0, subjectsWithoutStory: 0, unsentOutbox: 0, repaired: 0, unanswered: [], examples: [] };
    expect(isClean(report)).toBe(true);
    expect(isClean({ ...report, unanswered: ['leads'] })).toBe(false);
    for (const name of ['booksWithoutClock', 'overdueDeadlines', 'storiesWithoutSubject', 'subjectsWithoutStory', 'unsentOutbox'] as const) expect(isClean({ ...report, [name]: 1 })).toBe(false);
    expect(reportLines({ ...report, overdueDeadlines: 3, examples: ['lead-recycling:demo:x'] }).join('\n')).toContain('     3  deadlines overdue for more than a minute');
  });

  it('sees notices that could not be delivered, and that nobody counts them', () => {
    const metrics = (mail: string) => `# TYPE throughline_notices_dead gauge\nthroughline_notices_dead{channel="mail"} ${mail}\nthroughline_notices_dead{channel="push"} 0\n`;
    expect(() => requireNoDeadNotices(metrics('0'))).not.toThrow();
    expect(() => requireNoDeadNotices(metrics('3'))).toThrow('3 by mail could not be delivered');
    for (const text of ['', metrics('Nan')]) expect(() => requireNoDeadNotices(text)).toThrow('do not count');
  });
});
