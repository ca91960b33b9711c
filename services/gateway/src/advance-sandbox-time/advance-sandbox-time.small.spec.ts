process.env.LOG_LEVEL = 'silent';

import type { QuietSnapshot } from '@throughline/messaging/quiet-probe';
import { requestErrors } from '@throughline/errors/common-errors';
import { storyErrors } from '@throughline/temporal/story.errors';

import { AdvanceSandboxTime } from './advance-sandbox-time.command';
import { unrest } from './quiet-judge';
import type { RestSources } from './rest';

const idle: QuietSnapshot = { outboxUnsent: 0, published: {}, consumed: {}, consumersJoining: 0, activitiesInFlight: 0, touchedWorkflows: [], generation: 1 };
const day = (n: number) => new Date(Date.UTC(2026, 2, n, 9));

describe('who is not at rest', () => {
  const consumed = (lastOffset: string, target = '-1') => ({ 'throughline.leads': { 'throughline.deals': { 3: { lastOffset, target } } } });

  it('is nobody when everything is read and sent', () => {
    expect(unrest({ a: { ...idle, published: { 'throughline.deals': { 3: '17' } } }, b: { ...idle, consumed: consumed('17') } })).toEqual([]);
  });

  it.each([
    ['an unsent event', { ...idle, outboxUnsent: 2 }, '2 events wait'],
    ['an activity', { ...idle, activitiesInFlight: 1 }, '1 activities run'],
    ['a joining consumer', { ...idle, consumersJoining: 1 }, 'are joining'],
    ['a consumer behind what was published', { ...idle, consumed: consumed('16') }, 'to 16 of 17'],
    ['a consumer behind what it found', { ...idle, consumed: consumed('17', '20') }, 'to 17 of 20'],
    ['a partition nobody has taken', { ...idle, consumed: { g: { 'throughline.deals': { 1: { lastOffset: '5', target: '5' } } } } }, 'does not read throughline.deals/3'],
  ])('is %s', (_what, snapshot, reason) => {
    const reasons = unrest({ a: { ...idle, published: { 'throughline.deals': { 3: '17' } } }, leads: snapshot as QuietSnapshot });
    expect(reasons).toEqual([expect.stringContaining(reason)]);
    expect(reasons[0]).toMatch(/^leads: /);
  });

  it('compares offsets as numbers', () => {
    expect(unrest({ a: { ...idle, published: { 'throughline.deals': { 3: '9' } }, consumed: consumed('10') } })).toEqual([]);
  });
});

/** Sleepers that wake, do their work for some looks, and sleep again. */
class World implements RestSources {
  /** Milliseconds. Long, as a busy machine may be slow to look; short where giving up is what is tested. */
  constructor(private readonly giveUpAfter = 10_000) {}

  now = day(1);
  readonly wakeUps = new Map<string, Date>();
  readonly told: string[] = [];
  /** What a workflow does when woken. */
  readonly onWake = new Map<string, () => void>();
  work = 0;
  looks = 0;
  generation = 0;
  readonly stirringFor = new Map<string, number>();

  async snapshots() {
    this.looks += 1;
    if (this.work > 0) {
      this.work -= 1;
      this.generation += 1;
    }
    return { leads: { ...idle, activitiesInFlight: this.work, generation: this.generation } };
  }
  async stirring(workflowId: string) {
    const left = this.stirringFor.get(workflowId) ?? 0;
    this.stirringFor.set(workflowId, left - 1);
    return left > 0 ? `workflow ${workflowId}: a task is open` : undefined;
  }
  signal = async (workflowId: string, ..._message: unknown[]): Promise<void> => {
    this.told.push(`${this.now.toISOString().slice(5, 10)} ${workflowId}`);
    this.onWake.get(workflowId)?.();
  };
  store = {
    now: async () => this.now,
    moveTo: async (at: Date) => (this.now = at > this.now ? at : this.now),
    next: async () => [...this.wakeUps.values()].sort((a, b) => +a - +b)[0] ?? null,
    due: async () => [...this.wakeUps].filter(([, at]) => at <= this.now).map(([workflowId, at]) => ({ workflowId, at })),
    clearDue: async () => {
      for (const [id, at] of this.wakeUps) if (at <= this.now) this.wakeUps.delete(id);
    },
  };
  advance = new AdvanceSandboxTime(this.store, this, this, { giveUpAfter: this.giveUpAfter });
}

describe('advancing', () => {
  it('stops at each instant in order, waking all who share it', async () => {
    const world = new World();
    world.wakeUps.set('b', day(3)).set('a', day(2)).set('c', day(3)).set('later', day(9));
    const answer = await world.advance.execute({ to: day(5).toISOString() });
    expect(world.told).toEqual(['03-02 a', '03-03 b', '03-03 c']);
    expect(answer).toMatchObject({ from: day(1).toISOString(), now: day(5).toISOString(), stops: 2, woken: 3 });
    expect([...world.wakeUps.keys()]).toEqual(['later']);
  });

  it('stops where a woken workflow wants to be woken again on the way', async () => {
    const world = new World();
    world.wakeUps.set('a', day(2));
    world.onWake.set('a', () => world.now < day(4) && void world.wakeUps.set('a', new Date(+world.now + 86_400_000)));
    expect(await world.advance.execute({ by: 'P10D' })).toMatchObject({ now: day(11).toISOString(), stops: 3 });
    expect(world.told).toEqual(['03-02 a', '03-03 a', '03-04 a']);
  });

  it('waits at each stop until the work that it caused is done', async () => {
    const world = new World();
    world.wakeUps.set('a', day(2)).set('b', day(3));
    world.onWake.set('a', () => (world.work = 5));
    world.onWake.set('b', () => expect(world.work).toBe(0));
    world.stirringFor.set('b', 3);
    await world.advance.execute({ by: 'P5D' });
    expect(world.stirringFor.get('b')).toBeLessThan(0);
  });

  it('needs two looks with nothing in between', async () => {
    const world = new World();
    await world.advance.execute({ by: 'PT1H' });
    expect(world.looks).toBe(2);
  });

  it('passes over a sleeper that has ended', async () => {
    const world = new World();
    world.wakeUps.set('gone', day(2)).set('b', day(2));
    world.onWake.set('gone', () => {
      throw storyErrors.not_running();
    });
    await world.advance.execute({ by: 'P5D' });
    expect(world.told).toContain('03-02 b');
  });

  it('names who does not come to rest, stands still, and looks at him again next time', async () => {
    const world = new World(500);
    world.wakeUps.set('a', day(2)).set('b', day(3));
    world.stirringFor.set('a', 1_000_000);
    await expect(world.advance.execute({ by: 'P5D' })).rejects.toMatchObject({
      code: 'sandbox_time.not_quiet',
      details: { detail: 'workflow a: a task is open' },
    });
    expect(world.now).toEqual(day(2));
    expect(world.told).toEqual(['03-02 a']);
    await expect(world.advance.execute({ by: 'P5D' })).rejects.toMatchObject({ code: 'sandbox_time.not_quiet' });
    world.stirringFor.set('a', 0);
    await world.advance.execute({ by: 'P5D' });
    expect(world.told).toEqual(['03-02 a', '03-03 b']);
  });

  it('asked once more for the same instant, ends what was begun there', async () => {
    const world = new World(500);
    world.wakeUps.set('a', day(2));
    world.stirringFor.set('a', 1_000_000);
    await expect(world.advance.execute({ to: day(2).toISOString() })).rejects.toMatchObject({ code: 'sandbox_time.not_quiet' });
    world.stirringFor.set('a', 0);
    for (let again = 0; again < 2; again += 1) await expect(world.advance.execute({ to: day(2).toISOString() })).resolves.toMatchObject({ now: day(2).toISOString() });
    expect(world.told).toEqual(['03-02 a']);
  });

  it('is done by one at a time, and lets go when it fails', async () => {
    const world = new World();
    world.work = 4;
    const first = world.advance.execute({ by: 'P1D' });
    await expect(world.advance.execute({ by: 'P1D' })).rejects.toMatchObject({ code: 'sandbox_time.already_moving' });
    await first;
    world.store.next = () => Promise.reject(requestErrors.invalid());
    await expect(world.advance.execute({ by: 'P1D' })).rejects.toMatchObject({ code: 'request.invalid' });
    world.store.next = async () => null;
    await expect(world.advance.execute({ by: 'P1D' })).resolves.toBeDefined();
  });

  it.each([{ to: '2020-01-01T00:00:00Z' }, { by: 'PT0S' }, { by: '-P1D' }])('refuses to go back, and to move by nothing: %j', async (target) => {
    await expect(new World().advance.execute(target)).rejects.toMatchObject({ code: 'sandbox_time.in_the_past' });
  });
});
