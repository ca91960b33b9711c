import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { Kafka as CloudEventsKafka } from 'cloudevents';
import { Kafka, logLevel } from 'kafkajs';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { captureLead, company, rowsOf, settings } from '../installation/company';
import type { Company } from '../installation/company';

/** One CloudEvent as the CloudEvents SDK reads it from a record of Kafka. */
interface Read {
  id: string;
  type: string;
  subject: string;
  sequence: number;
  correlationid: string;
  data: any;
}

interface Task {
  id: string;
  kind: string;
  subjectId: string;
  dealId: string | null;
}
interface Plan {
  id: string;
  accountId: string;
  lines: { id: string; no: number; dueOn: string; outstanding: { amount: string; currency: string } }[];
}

/** A plain client and the CloudEvents SDK: no code of ours reads here. */
async function plainRead(topics: string[], wanted: (event: Read) => boolean, until: (event: Read) => boolean): Promise<Read[]> {
  const consumer = new Kafka({ brokers: settings()['KAFKA_BROKERS']!.split(','), logLevel: logLevel.NOTHING }).consumer({ groupId: `plain-${Date.now()}` });
  const seen: Read[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((done, fail) => {
    const bound = setTimeout(() => fail(new Error(`Not seen within 30 s; seen: ${seen.map((event) => event.type).join(', ')}`)), 30_000);
    void consumer.run({
      eachMessage: async ({ message }) => {
        const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
        const event = CloudEventsKafka.toEvent({ headers, key: String(message.key), value: message.value, body: message.value?.toString() } as never);
        const { specversion, id, type, subject, data, ...attributes } = (Array.isArray(event) ? event[0]! : event) as any;
        expect(specversion).toBe('1.0');
        const read = { id, type, subject, data: typeof data === 'string' ? JSON.parse(data) : data, sequence: Number(attributes.sequence), correlationid: attributes.correlationid };
        if (!wanted(read)) return;
        seen.push(read);
        if (!until(read)) return;
        clearTimeout(bound);
        done();
      },
    });
  });
  await consumer.disconnect();
  return seen;
}

const cashComplete = ({ type }: Read) => type === 'throughline.deal.cash-complete.v1';

describe('one deal, told by days', () => {
  let firm: Company;
  let rep: PersonApi;
  let leadId: string;
  let dealId: string;
  let contractId: string;
  const boss = () => firm.cast.as(firm.cast.one('sales-head'));
  const advance = (days: number, hour = 10) => firm.days.advanceTo(firm.days.now.plus({ days }).set({ hour, minute: 0, second: 0 }));

  /** Whoever is asked answers, as often as somebody new is asked. */
  async function everybodyApproves(matches: (task: Task) => boolean): Promise<number> {
    let answered = 0;
    for (const person of firm.cast.people) {
      const api = firm.cast.as(person);
      const tasks = (await api.all<Task>('/v1/tasks?view=mine')).filter(matches);
      for (const task of tasks) {
        const reply = await api.post<{ answer: string }>(`/v1/tasks/${task.id}/decide`, { outcome: 'approved' });
        expect(reply.answer).toBe('accepted');
        // The same person again, and somebody who was asked as well: one decision stands.
        await expect(api.post(`/v1/tasks/${task.id}/decide`, { outcome: 'returned' })).rejects.toMatchObject({ problem: { status: 409, code: 'task.already_decided' } });
        answered += 1;
      }
    }
    return answered;
  }

  beforeAll(async () => {
    firm = await company();
    rep = firm.cast.as(firm.cast.one('sales-rep'));
  }, 60_000);

  it('day 1: the lead is claimed, followed up and converted', async () => {
    ({ leadId } = await captureLead(boss(), 'Story Robotics'));
    await rep.post(`/v1/leads/${leadId}/claim`);
    await rep.post(`/v1/leads/${leadId}/activities`, { kind: 'call', minutes: 20 });
    const converted = await rep.post<{ dealId: string }>(`/v1/leads/${leadId}/convert`, {
      contact: { name: 'Purchasing' },
      product: 'Line Monitor',
      amount: { amount: '120000.00', currency: 'CNY' },
      expectedClose: firm.days.now.plus({ days: 30 }).toISODate(),
    });
    dealId = converted.dealId;
    await advance(1);
    expect(await rep.get(`/v1/opportunities/${dealId}`)).toMatchObject({ stage: 'develop', status: 'open' });
  }, 60_000);

  it('day 2: no stage is entered without its milestone', async () => {
    await expect(rep.post(`/v1/opportunities/${dealId}/stage`, { to: 'entry' })).rejects.toMatchObject({ problem: { status: 409, code: 'opportunity.milestone_missing' } });
    for (const [key, to] of [['evaluated', 'entry'], ['key_people_known', 'proposal'], ['proposal_accepted', 'bid'], ['bid_submitted', 'negotiation']] as const) {
      await rep.post(`/v1/opportunities/${dealId}/milestones`, { key, evidence: 'Minutes' });
      await rep.post(`/v1/opportunities/${dealId}/stage`, { to });
    }
  }, 60_000);

  it('day 2 to 3: a discount of 15 per cent needs the manager, then finance', async () => {
    await rep.post(`/v1/opportunities/${dealId}/discount-requests`, { percent: '15', reason: 'Competition' });
    await expect(rep.post(`/v1/opportunities/${dealId}/win`, { terms: { lines: [{ label: 'All', portion: '100', days: 10 }] } })).rejects.toMatchObject({
      problem: { code: 'opportunity.discount_already_open' },
    });
    await advance(0, 11);
    expect(await everybodyApproves((task) => task.kind === 'approval' && task.dealId === dealId)).toBeGreaterThanOrEqual(1);
    await advance(0, 12);
    await everybodyApproves((task) => task.kind === 'approval' && task.dealId === dealId);
    await advance(1);
    expect(await rep.get(`/v1/opportunities/${dealId}`)).toMatchObject({ amount: { amount: '102000.00', currency: 'CNY' } });
    expect(await rowsOf('worklist', "SELECT 1 FROM task_decision d JOIN task t ON t.id = d.task_id WHERE t.deal_id = $1 AND t.kind = 'approval'", [dealId])).toHaveLength(2);
  }, 90_000);

  it('day 4: it is won, the contract is reviewed by three legs side by side and signed by both sides', async () => {
    await rep.post(`/v1/opportunities/${dealId}/win`, { terms: { lines: [{ label: 'In advance', portion: '40', days: 5 }, { label: 'Rest', portion: '60', days: 20 }] } });
    await advance(0, 13);
    const [contract] = await rep.all<{ id: string; status: string }>(`/v1/contracts?dealId=${dealId}`);
    contractId = contract!.id;
    await rep.post(`/v1/contracts/${contractId}/review-requests`);
    await advance(0, 14);
    expect(await everybodyApproves((task) => task.kind === 'review' && task.subjectId === contractId)).toBe(3);
    await advance(0, 15);
    const paper = () => rep.get<{ version: number; documentHash: string; status: string }>(`/v1/contracts/${contractId}`);
    const { version, documentHash, status } = await paper();
    expect(status).toBe('approved');
    const wrong = 'f'.repeat(64);
    await expect(rep.postIfMatch(`/v1/contracts/${contractId}/signatures`, version, { side: 'theirs', signatory: 'Director', documentHash: wrong })).rejects.toMatchObject({ problem: { code: 'contract.hash_mismatch' } });
    await expect(rep.postIfMatch(`/v1/contracts/${contractId}/signatures`, version + 7, { side: 'theirs', signatory: 'Director', documentHash })).rejects.toMatchObject({ problem: { status: 412 } });
    await rep.postIfMatch(`/v1/contracts/${contractId}/signatures`, version, { side: 'theirs', signatory: 'Director', documentHash });
    await boss().postIfMatch(`/v1/contracts/${contractId}/signatures`, (await paper()).version, { side: 'ours', signatory: 'Head of sales', documentHash });
    await advance(0, 16);
    expect(await paper()).toMatchObject({ status: 'active' });
    expect(await rep.get(`/v1/opportunities/${dealId}`)).toMatchObject({ stage: 'implementation', status: 'won' });
  }, 120_000);

  it('then the money comes: reminded before it is due and after, never once it is paid', async () => {
    const finance = firm.cast.as(firm.cast.one('finance'));
    const [plan] = await finance.all<Plan>(`/v1/plans?dealId=${dealId}`);
    expect(plan!.lines.map((line) => line.outstanding.amount)).toEqual(['40800.00', '61200.00']);
    await advance(12);
    const pay = async (line: Plan['lines'][number]) => {
      const receipt = await finance.post<{ id: string }>('/v1/receipts', {
        bankAccount: 'test', bankReference: `${dealId}/${line.no}`, accountId: plan!.accountId, amount: line.outstanding, receivedOn: firm.days.now.toISODate(),
      });
      await finance.post(`/v1/receipts/${receipt.id}/allocations`, { strategy: 'oldest-first' });
    };
    await pay(plan!.lines[0]!);
    await advance(10);
    await pay(plan!.lines[1]!);
    await advance(30);
    const letters = await rowsOf<{ step: string }>('collections', 'SELECT r.step FROM reminder r JOIN plan_line l ON l.id = r.line_id WHERE l.plan_id = $1 ORDER BY r.sent_at, r.step', [plan!.id]);
    expect(letters.length).toBeGreaterThan(0);
    expect(await finance.get('/v1/ledger-check')).toMatchObject({ ok: true });
  }, 120_000);

  it('a plain consumer reads the deal in order, from lead to cash', async () => {
    const events = await plainRead(['throughline.deals'], ({ data }) => data.dealId === dealId, cashComplete);
    const facts = events.map((event) => event.type.replace(/^throughline\.deal\.|\.v1$/g, ''));
    // The plan and the entry into implementation both follow from the signature, in two services: either may be first.
    const [signed, partPaid] = [facts.indexOf('contract-signed'), facts.indexOf('part-paid')];
    expect(facts.slice(0, signed + 1)).toEqual(['lead-qualified', 'opened', 'stage-changed', 'stage-changed', 'stage-changed', 'stage-changed', 'won', 'contract-signed']);
    expect(facts.slice(signed + 1, partPaid).sort()).toEqual(['invoiced', 'stage-changed']);
    expect(facts.slice(partPaid)).toEqual(['part-paid', 'paid', 'cash-complete']);
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events.at(-1)?.data).toMatchObject({ dealId, total: { amount: '102000.00', currency: 'CNY' } });
  }, 60_000);

  it('every event of the deal, on whatever topic, is what its published schema says', async () => {
    const topics = ['lead', 'account', 'opportunity', 'approval', 'contract', 'plan', 'receipt', 'dunning', 'deals'].map((name) => `throughline.${name}`);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const required = ['lead.converted', 'account.created', 'opportunity.won', 'approval.granted', 'task.decided', 'contract.signed', 'plan.settled', 'receipt.allocated', 'dunning.reminder-sent'];
    const types = new Set<string>();
    let ended = false;
    await plainRead(
      topics,
      (event) => {
        const schema = JSON.parse(readFileSync(resolve(process.cwd(), `libs/events/schemas/${event.type}.json`), 'utf8')) as { $id: string };
        const valid = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
        expect({ type: event.type, faults: valid(event.data) ? [] : valid.errors }).toEqual({ type: event.type, faults: [] });
        types.add(event.type.replace(/^throughline\.|\.v1$/g, ''));
        ended ||= cashComplete(event) && event.data.dealId === dealId;
        return true;
      },
      () => ended && required.every((type) => types.has(type)),
    );
    expect([...types]).toEqual(expect.arrayContaining(required));
  }, 60_000);
});
