import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { company, rowsOf } from '../installation/company';
import type { Company } from '../installation/company';

const patience = { dueWorkingHours: 16, ladder: [{ afterWorkingHours: 8, do: 'remind' }, { afterWorkingHours: 40, do: 'lapse' }] };

// Chen Bo sells, and Xu Peng is his manager; Fan Bing is the controller; Gao Yuan is the head of sales.
describe('a visit to a fair, which no program knows: a declared request, refused, put right and granted', () => {
  let firm: Company;
  let first: string;
  let second: string;
  const id = (name: string) => firm.cast.people.find((person) => person.name === name)!.id;
  const as = (name: string): PersonApi => firm.cast.as(id(name));
  const settle = () => firm.days.advanceTo(firm.days.now.plus({ seconds: 1 }));
  const visit = (amount: string, nights: string) => ({ kind: 'fair-visit', ask: `Hanover, ${nights} nights`, fields: { amount, nights }, amount: { amount, currency: 'CNY' } });
  const desk = async (name: string, subjectId: string) => (await as(name).all<{ id: string; subjectId: string }>('/v1/tasks?view=mine')).filter((task) => task.subjectId === subjectId);
  const decide = async (name: string, subjectId: string, outcome: string, comment?: string) => {
    const [task] = await desk(name, subjectId);
    expect(await as(name).post(`/v1/tasks/${task!.id}/decide`, { outcome, ...(comment && { comment }) })).toMatchObject({ answer: 'accepted', outcome, by: id(name) });
    await settle();
  };

  beforeAll(async () => {
    firm = await company();
    const document = {
      kind: 'approval',
      id: 'fair-visit',
      version: 1,
      effectiveFrom: '2026-01-01',
      author: 'Gao Yuan',
      reason: 'A fair is paid out of the year’s budget',
      subject: 'fair-visit',
      request: { label: 'Visit to a fair', fields: [{ name: 'amount', label: 'Total', type: 'decimal' }, { name: 'nights', label: 'Nights', type: 'decimal' }] },
      legs: [
        { key: 'finance', label: 'Finance', when: { field: 'amount', op: '>', value: '1000' }, approver: { by: 'person', personId: id('Fan Bing') }, ...patience },
        { key: 'manager', label: 'Manager', when: { field: 'nights', op: '>', value: '0' }, approver: { by: 'manager-of-requester' }, requires: { comment: 'rejecting' }, ...patience },
      ],
      fallbackRole: 'sales-head',
    };
    await as('Gao Yuan').post('/v1/approval-policies', { document });
  }, 60_000);

  it('finance agrees to the money, his manager not to the nights', async () => {
    first = (await as('Chen Bo').post<{ id: string }>('/v1/approvals', visit('9000', '5'))).id;
    await settle();
    expect([await desk('Xu Peng', first), await desk('Chen Bo', first)]).toEqual([[], []]);
    await decide('Fan Bing', first, 'approved');
    await decide('Xu Peng', first, 'rejected', 'Three nights are enough');
    expect(await as('Chen Bo').get(`/v1/approvals/${first}`)).toMatchObject({
      status: 'refused',
      route: [{ key: 'finance', decidedBy: { name: 'Fan Bing' } }, { key: 'manager', status: 'rejected', decidedBy: { name: 'Xu Peng' }, comment: 'Three nights are enough' }],
    });
  }, 60_000);

  it('what follows asks him alone: for less money finance has agreed already, and it can be followed once', async () => {
    second = (await as('Chen Bo').post<{ id: string }>('/v1/approvals', { ...visit('7000', '3'), follows: first })).id;
    await expect(as('Chen Bo').post('/v1/approvals', { ...visit('7000', '3'), follows: first })).rejects.toMatchObject({ problem: { status: 409 } });
    await settle();
    expect(await desk('Fan Bing', first)).toEqual([]);
    await decide('Xu Peng', first, 'approved');
    expect(await as('Chen Bo').get(`/v1/approvals/${second}`)).toMatchObject({ status: 'granted', subjectId: first, route: [{ key: 'finance', status: 'skipped' }, { key: 'manager', status: 'approved' }] });
  }, 60_000);

  it('each was told once', async () => {
    const told = await rowsOf<{ type: string }>('worklist', "SELECT type FROM outbox WHERE payload->>'subjectId' = $1 AND published_at IS NOT NULL ORDER BY seq", [first]);
    expect(told.map(({ type }) => type.replace(/^throughline\.|\.v1$/g, ''))).toEqual([
      ...['approval.requested', 'task.assigned', 'task.decided', 'task.assigned', 'task.decided', 'approval.refused'],
      ...['approval.requested', 'task.assigned', 'task.decided', 'approval.granted'],
    ]);
  });
});
