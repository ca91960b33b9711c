import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineFailure, reasonOf } from './engine-failure';
import { EngineProcess } from './engine-process';
import type { Engine, EnginePlace } from './engines/engine';
import { portIsFree, type Ports } from './ports';
import type { ProgramContext } from './programs/program-context';
import type { ProgressListener } from './progress';

/** Milliseconds to wait before the first, second … restart of an engine that keeps dying. */
const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000, 10_000];
/** An engine that has lived this long is healthy again: its next death starts from the first wait. */
const HEALTHY_AFTER_MS = 60_000;

/** One engine that we started: kept alive with its data until it is stopped. */
export class RunningEngine<P> {
  private process!: EngineProcess;
  private home!: string;
  private place!: EnginePlace;
  private program!: P;
  private deaths = 0;
  private startedAt = 0;
  private held = false;
  private settled = false;
  private pending?: NodeJS.Timeout;
  private died?: string;

  constructor(
    private readonly engine: Engine<P>,
    private readonly stateDir: string,
    private readonly ports: Ports,
    private readonly context: ProgramContext,
    private readonly tell: ProgressListener,
  ) {}

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Finds the program, starts it and waits until it answers. @returns the variables that lead to it. @throws EngineFailure */
  async start(): Promise<Record<string, string>> {
    this.home = this.engine.home?.(this.stateDir) ?? join(this.stateDir, this.engine.name);
    mkdirSync(this.home, { recursive: true });
    this.program = await this.engine.find(this.context, this.home);
    const logFile = join(this.stateDir, 'logs', `${this.engine.name}.log`);
    this.process = new EngineProcess(this.engine.name, logFile, this.context.records, (how) => this.onDeath(how));
    // Somebody may take a port between our look and the engine's: then another is chosen.
    for (let attempt = 1; ; attempt++) {
      this.place = await this.choosePlace();
      try {
        await this.launch();
        break;
      } catch (error) {
        const stolen = await this.stolenPorts();
        if (stolen.length === 0 || attempt === 3 || this.context.signal?.aborted) throw error;
        for (const [role, port] of stolen) this.ports.refuse(role, port);
      }
    }
    await this.engine.afterStart?.(this.address());
    this.settled = true;
    return this.address();
  }

  /** SIGKILL; the engine stays down until `restart`. For tests of what an outage does. */
  async kill(): Promise<void> {
    this.hold();
    await this.process.kill();
  }

  /** Starts the engine again on its data and its ports, after `kill` or instead of what runs. */
  async restart(): Promise<void> {
    this.hold();
    await this.process.stop();
    this.held = false;
    await this.launch();
  }

  async stop(): Promise<void> {
    this.hold();
    await this.process?.stop();
  }

  stopWithoutWaiting(): void {
    this.hold();
    this.process?.stopWithoutWaiting();
  }

  private hold(): void {
    this.held = true;
    clearTimeout(this.pending);
  }

  private address(): Record<string, string> {
    return this.engine.address(this.place);
  }

  private async choosePlace(): Promise<EnginePlace> {
    const ports: Record<string, number> = {};
    for (const [role, usual] of Object.entries(this.engine.ports)) ports[role] = await this.ports.choose(role, usual);
    return { home: this.home, ports };
  }

  private async stolenPorts(): Promise<[string, number][]> {
    const entries = Object.entries(this.place.ports);
    const free = await Promise.all(entries.map(([, port]) => portIsFree(port)));
    return entries.filter((_, index) => !free[index]);
  }

  private async launch(): Promise<void> {
    const { engine } = this;
    this.context.signal?.throwIfAborted();
    const launch = await engine.prepare(this.program, this.place, this.context);
    this.context.say('starting', engine.purpose);
    this.died = undefined;
    this.startedAt = Date.now();
    await this.process.start(launch).catch((error: unknown) => {
      throw this.failure(`${launch.command} could not be started: ${reasonOf(error)}`);
    });
    await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    let last = 'no answer yet';
    for (const end = Date.now() + this.engine.readyWithinMs; Date.now() < end; ) {
      this.context.signal?.throwIfAborted();
      try {
        await this.engine.probe(this.address());
        return;
      } catch (error) {
        last = reasonOf(error);
      }
      if (this.died) throw this.failure(`it ${this.died} while starting`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.process.stop();
    throw this.failure(`it was not ready within ${this.engine.readyWithinMs / 1000} s (${last})`);
  }

  private failure(what: string): EngineFailure {
    const said = this.process.tail();
    return new EngineFailure(
      this.engine.title,
      `${what}.${said ? ` It last said:\n    ${said}` : ''}`,
      `see ${this.process.logFile}; if its data is damaged, npm run reset wipes it; or give a running one in ${this.engine.given}`,
    );
  }

  private onDeath(how: string): void {
    this.died = how;
    if (this.held || !this.settled) return;
    if (Date.now() - this.startedAt > HEALTHY_AFTER_MS) this.deaths = 0;
    const wait = BACKOFF_MS[Math.min(this.deaths++, BACKOFF_MS.length - 1)] as number;
    this.tell({ engine: this.engine.title, phase: 'begin', text: `starting again in ${wait / 1000} s`, why: `it ${how}` });
    this.pending = setTimeout(() => void this.revive(), wait);
  }

  private async revive(): Promise<void> {
    try {
      await this.launch();
      this.tell({ engine: this.engine.title, phase: 'ready', text: 'runs again, with its data' });
    } catch (error) {
      if (this.held) return;
      this.tell({ engine: this.engine.title, phase: 'failed', text: reasonOf(error) });
      await this.process.stop();
      this.onDeath('did not come up');
    }
  }
}
