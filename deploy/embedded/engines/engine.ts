import type { Launch } from '../engine-process';
import type { ProgramContext } from '../programs/program-context';

/** Where an engine lives: its folder, and its ports by role. */
export interface EnginePlace {
  readonly home: string;
  readonly ports: Readonly<Record<string, number>>;
}

/** One kind of engine: how to find its program, start it, see that it is ready, and tell others its address. */
export interface Engine<P = unknown> {
  readonly name: 'postgres' | 'kafka' | 'temporal';
  /** As a person calls it. */
  readonly title: string;
  /** What Throughline needs it for; shown while it is being started. */
  readonly purpose: string;
  /** The environment variable by which a running one is given. */
  readonly given: string;
  /** The usual ports by role. */
  readonly ports: Readonly<Record<string, number>>;
  readonly readyWithinMs: number;
  /** @returns the program, found or made; one that can read the data in `home`, if there is any. Long steps are told through the context. */
  find(context: ProgramContext, home: string): Promise<P>;
  /** Writes what the program needs on disk, and says how to start it. Called before every start, also after a crash. */
  prepare(program: P, place: EnginePlace, context: ProgramContext): Promise<Launch>;
  /** Asks the engine itself, with its own protocol. @throws while it is not ready. */
  probe(address: Readonly<Record<string, string>>): Promise<void>;
  /** The environment variables under which services find it. */
  address(place: EnginePlace): Record<string, string>;
  /** Once after the first probe that passed, e.g. to create the database. */
  afterStart?(address: Readonly<Record<string, string>>): Promise<void>;
  /** Where a folder has to be moved to, because `home` cannot be reached by the engine's user. */
  home?(stateDir: string): string;
}
