import { eventually } from '@throughline/testing/eventually';
import { ApprovalWorld } from './approval-world';
import type { Moment } from './approval-world';

// Lin Fang sells and Xu Peng is her manager; Gao Yuan, the head of sales, is away, and Zhou Wei stands in for him; Fan Bing is the controller under Jiang Ning.
const policyOf = (controller: string) => ({
  kind: 'approval',
  id: 'tooling',
  version: 1,
  effectiveFrom: '2026-01-01',
  author: 'Gao Yuan',
  reason: 'Tools are bought for years',
  subject: 'tooling',
  request: { label: 'Tooling', fields: [{ name: 'amount', label: 'Total', type: 'decimal' }] },
  legs: [
    { key: 'manager', label: 'Manager', when: { always: true }, approver: { by: 'manager-of-requester' }, ...patience },
    { key: 'head', label: 'Head of sales', when: { always: true }, approver: { by: 'role', role: 'sales-head' }, ...patience },
    { key: 'finance', label: 'Finance', when: { field: 'amount', op: '>', value: '50000' }, approver: { by: 'person', personId: controller }, ...patience },
  ],
  fallbackRole: 'sales-head',
});
/** In working hours, of which a day has eight: from nine to six without the hour from twelve. */
const patience = {
  dueWorkingHours: 8,
  ladder: [{ afterWorkingHours: 4, do: 'remind' }, { afterWorkingHours: 8, do: 'manager' }, { afterWorkingHours: 40, do: 'lapse' }],
};
const request = { kind: 'tooling', ask: 'A press brake', fields: { amount: '80000' }, amount: { amount: '80000', currency: 'CNY' } };

/** The story as it has to be told, whatever dies. */
const story = [
  'Tue 10:00 approval.requested Lin Fang',
  'Tue 10:00 task.assigned manager: Xu Peng',
  'Tue 11:00 task.decided manager: approved by Xu Peng',
  'Tue 11:00 task.assigned head: Zhou Wei for Gao Yuan',
  'Tue 15:00 task.decided head: approved by Zhou Wei for Gao Yuan',
  'Tue 15:00 task.assigned finance: Fan Bing',
  'Wed 10:00 task.reminded finance: Fan Bing',
  'Wed 15:00 task.escalated finance: Jiang Ning',
  'Wed 16:00 task.decided finance: approved by Jiang Ning',
  'Wed 16:00 approval.granted Xu Peng, Zhou Wei, Jiang Ning',
];

interface Told {
  facts: string[];
  answers: string[];
  outcome: { status: string; concludedAt: string; route: { key: string; status: string; decidedBy: { name: string; standsInFor?: { name: string } }; answers: unknown[] }[] };
  /** Milliseconds that each answer of a person took. */
  waited: number[];
}

describe('an approval of three levels, with a stand-in and an escalation, while its workers die', () => {
  let world: ApprovalWorld;
  beforeAll(async () => {
    world = await ApprovalWorld.start();
    await world.as('Gao Yuan').post('/v1/approval-policies', { document: policyOf(world.id('Fan Bing')) });
  }, 120_000);
  afterAll(() => world?.stop(), 60_000);

  /** From Monday of this week to Wednesday. @param between what happens between every two steps */
  async function play(week: number, between: () => Promise<void>): Promise<Told> {
    const waited: number[] = [];
    let requestId = '';
    /** Everything up to this line of the story is told, and the story waits for what comes next. */
    const isToldTo = async (lines: number, moment: Moment) => {
      await eventually(async () => (await world.facts(week, requestId)).length >= lines, 45_000).catch(() => undefined);
      expect(await world.facts(week, requestId)).toEqual(story.slice(0, lines));
      if (lines < story.length) await world.waits(requestId, world.instant(week, moment));
      await between();
    };
    const decides = async (name: string) => {
      const [task] = (await world.as(name).all<{ id: string; subjectId: string }>('/v1/tasks?view=mine')).filter(({ subjectId }) => subjectId === requestId);
      const from = Date.now();
      expect(await world.as(name).post(`/v1/tasks/${task!.id}/decide`, { outcome: 'approved' })).toMatchObject({ answer: 'accepted', outcome: 'approved', by: world.id(name) });
      waited.push(Date.now() - from);
      await between();
    };

    const away = { from: world.date(week, 'Tue'), to: world.date(week, 'Thu') };
    await world.as('Gao Yuan').post(`/v1/people/${world.id('Gao Yuan')}/absences`, { ...away, kind: 'business-trip' });
    await world.as('Gao Yuan').post(`/v1/people/${world.id('Gao Yuan')}/stand-ins`, { ...away, standInId: world.id('Zhou Wei') });
    await world.advanceTo(week, 'Tue 10:00');
    // The worklist knows by now who is away.
    const { ask: _ask, ...asked } = request;
    await eventually(async () => JSON.stringify(await world.as('Lin Fang').post('/v1/approvals/preview', asked)).includes('"standsInFor":{'));
    requestId = (await world.as('Lin Fang').post<{ id: string }>('/v1/approvals', request)).id;
    await between();
    await isToldTo(2, 'Tue 10:00');
    await world.advanceTo(week, 'Tue 11:00');
    await decides('Xu Peng');
    await isToldTo(4, 'Tue 11:00');
    await world.advanceTo(week, 'Tue 15:00');
    await decides('Zhou Wei');
    await isToldTo(6, 'Tue 15:00');
    await world.advanceTo(week, 'Wed 10:00');
    await isToldTo(7, 'Wed 10:00');
    await world.advanceTo(week, 'Wed 15:00');
    await isToldTo(8, 'Wed 15:00');
    await world.advanceTo(week, 'Wed 16:00');
    await decides('Jiang Ning');
    await isToldTo(10, 'Wed 16:00');

    await eventually(() => world.isTold(requestId), 45_000);
    return { facts: await world.facts(week, requestId), answers: await world.answers(requestId), outcome: await world.as('Lin Fang').get(`/v1/approvals/${requestId}`), waited };
  }

  function isAsItHasToBe({ facts, answers, outcome }: Told, week: number): void {
    expect(facts).toEqual(story);
    expect(answers).toEqual(['approved by Xu Peng', 'approved by Zhou Wei', 'approved by Jiang Ning']);
    expect(outcome).toMatchObject({
      status: 'granted',
      concludedAt: world.instant(week, 'Wed 16:00').toISOString(),
      route: [
        { key: 'manager', status: 'approved', decidedBy: { name: 'Xu Peng' }, answers: [{ outcome: 'approved' }] },
        { key: 'head', status: 'approved', decidedBy: { name: 'Zhou Wei', standsInFor: { name: 'Gao Yuan' } }, answers: [{ outcome: 'approved' }] },
        { key: 'finance', status: 'approved', decidedBy: { name: 'Jiang Ning' }, answers: [{ outcome: 'approved' }] },
      ],
    });
  }

  it('undisturbed: each is asked at his moment, and the last yes grants it', async () => {
    const told = await play(1, async () => undefined);
    isAsItHasToBe(told, 1);
    console.log(`Each answer took ${told.waited.join(', ')} ms.`);
  }, 60_000);

  it('with kill -9 of every worker between every two steps: the same facts at the same moments, each decision once, one outcome', async () => {
    let deaths = 0;
    let away = 0;
    const told = await play(2, async () => {
      const from = Date.now();
      await world.killWorkers();
      deaths += 1;
      away += Date.now() - from;
    });
    isAsItHasToBe(told, 2);
    console.log(`${deaths} times all workers died, and were away for ${Math.round(away / 1_000)} s; each answer took ${told.waited.join(', ')} ms.`);
    expect(deaths).toBe(story.length);
    expect(world.workers.map(({ kills }) => kills)).toEqual([deaths, deaths]);
    expect(world.workers.flatMap(({ faults }) => faults)).toEqual([]);
  }, 180_000);
});
