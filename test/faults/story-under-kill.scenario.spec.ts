import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface StoryAnswer {
  figures: Record<string, number | string>;
  faults: string[];
}

/** The whole program, as a person would start it, with engines and state of its own. */
class Story {
  private readonly state = mkdtempSync(join(tmpdir(), 'throughline-story-'));
  private readonly child: ChildProcess;
  private out = '';
  private err = '';
  readonly ended: Promise<{ code: number | null; answer: StoryAnswer; told: string }>;

  constructor(days: number) {
    const { DATABASE_URL: _d, KAFKA_BROKERS: _k, TEMPORAL_ADDRESS: _t, ...env } = process.env;
    this.child = spawn(process.execPath, ['dist/tools/throughline/main.js', '--json', 'demo', '--once', '--days', String(days)], { env: { ...env, THROUGHLINE_STATE: this.state } });
    this.child.stdout?.on('data', (chunk) => (this.out += String(chunk)));
    this.child.stderr?.on('data', (chunk) => (this.err += String(chunk)));
    this.ended = new Promise((done, fail) =>
      this.child.on('close', (code) => {
        rmSync(this.state, { recursive: true, force: true });
        try {
          done({ code, answer: JSON.parse(this.out) as StoryAnswer, told: this.err });
        } catch {
          fail(new Error(`The story ended with ${code} and no answer:\n${this.err.slice(-3_000)}\n${this.out.slice(-3_000)}`));
        }
      }),
    );
    this.ended.catch(() => undefined);
  }

  async reaches(line: RegExp): Promise<void> {
    while (!line.test(this.err)) {
      if (this.child.exitCode !== null) throw new Error(`The story ended before ${line}:\n${this.err.slice(-3_000)}\n${this.out.slice(-3_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** kill -9 of one of its processes, found by the file that says which one it is. */
  kill(name: string): void {
    const folder = join(this.state, 'run');
    const file = readdirSync(folder).find((entry) => entry.startsWith(name));
    if (!file) throw new Error(`No process ${name} among ${readdirSync(folder).join(', ')}`);
    const { pid } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }
}

describe('a story in which everything is killed once', () => {
  const days = 31;
  let story: Story;

  afterEach(() => story.stop());

  // Without faults means: the reconciler finds nothing, the ledger's equations hold and nobody was reminded after payment, no sequence has a gap or a fact under
  // two ids, every act that was answered with yes was seen on Kafka, and nobody lost a lead without a reminder.
  it('ends without a fault after kill -9 of the services, the worker and Kafka', async () => {
    story = new Story(days);
    await story.reaches(/^Day 11 ·/m);
    story.kill('services');
    await story.reaches(/^Day 17 ·/m);
    story.kill('worker');
    await story.reaches(/^Day 23 ·/m);
    story.kill('kafka');
    const { code, answer, told } = await story.ended;
    expect(answer.faults).toEqual([]);
    expect(code).toBe(0);
    // All three were seen to die and to come back.
    for (const title of ['Services', 'Process worker', 'Kafka']) expect(told).toMatch(new RegExp(`\\[?${title}\\]?.*starting again`));
    expect(answer.figures).toMatchObject({ leadsIn: 395, assigned: 98 });
    for (const figure of ['recycled', 'converted', 'won', 'contractsSigned', 'writtenReminders']) expect(Number(answer.figures[figure])).toBeGreaterThan(0);
  }, 600_000);
});
