import { EngineFailure } from './engine-failure';
import { notHere, resolveProgram, type Source } from './resolve-program';

interface Program {
  from: string;
}
const here = (name: string): Source<Program> => ({ name, find: () => Promise.resolve({ from: name }) });
const absent = (name: string, reason: string): Source<Program> => ({ name, find: () => Promise.resolve(notHere(reason)) });
const broken = (name: string): Source<Program> => ({ name, find: () => Promise.reject(new Error('it exploded')) });
const silent = () => undefined;

describe('Where a program comes from', () => {
  it('takes the first place that has it, and asks no further', async () => {
    const never: Source<Program> = { name: 'build', find: () => Promise.reject(new Error('must not be asked')) };
    expect(await resolveProgram('Temporal', [absent('PATH', 'nothing there'), here('cache'), never], 'fix', silent)).toEqual({ from: 'cache' });
  });

  it('goes on after a place that fails', async () => {
    expect(await resolveProgram('Temporal', [broken('official release'), here('Go module')], 'fix', silent)).toEqual({ from: 'Go module' });
  });

  it('does not go on where the user named the place', async () => {
    const named = { ...absent('TEMPORAL_CLI', '/opt/temporal is no program that can be run'), binding: true };
    await expect(resolveProgram('Temporal', [named, here('cache')], 'correct it', silent)).rejects.toThrow('TEMPORAL_CLI: /opt/temporal is no program that can be run');
  });

  it('tells what it does, and why the place before was not good enough', async () => {
    const told: string[] = [];
    const builds: Source<Program> = {
      name: 'Go module',
      find: (say) => {
        say('building');
        return Promise.resolve({ from: 'Go' });
      },
    };
    await resolveProgram('Temporal', [absent('PATH', 'there is no temporal'), absent('cache', ''), builds], 'fix', (text, why) => told.push(`${text} because ${why}`));
    expect(told).toEqual(['building because PATH: there is no temporal']);
  });

  it('names every place with its reason, and the fix, when none has it', async () => {
    const failure = await resolveProgram('Kafka', [absent('PATH', 'nothing there'), broken('Maven')], 'install Maven', silent).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineFailure);
    expect((failure as Error).message).toBe('Kafka: no program to run it with. Tried PATH: nothing there; Maven: it exploded.\n  What to do: install Maven');
  });

  it('stops between two places when told to', async () => {
    const controller = new AbortController();
    const aborts: Source<Program> = {
      name: 'PATH',
      find: () => {
        controller.abort(new Error('Ctrl-C'));
        return Promise.resolve(notHere('no'));
      },
    };
    await expect(resolveProgram('Kafka', [aborts, here('cache')], 'fix', silent, controller.signal)).rejects.toThrow('Ctrl-C');
  });
});
