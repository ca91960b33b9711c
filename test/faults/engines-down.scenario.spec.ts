import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '@throughline/testing/eventually';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { gatherCast } from '@throughline/tools/throughline/demo/cast';
import type { Cast } from '@throughline/tools/throughline/demo/cast';
import { HeldInstallation } from '../installation/held-installation';

interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

let held: HeldInstallation;
let cast: Cast;
let rep: PersonApi;
let token: string;

/** One attempt, whatever comes of it: a client that is patient would hide what is looked for here. */
async function ask(method: string, path: string, body?: object, key: string = randomUUID(), bearer = token): Promise<Answer> {
  const response = await fetch(`${held.gateway}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': key }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

async function signIn(personId: string): Promise<string> {
  const response = await fetch(`${held.gateway}/v1/sandbox/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId }) });
  return ((await response.json()) as { token: string }).token;
}

const lead = () => ({ companyName: `Down ${randomUUID()}`, email: `${randomUUID()}@down.example` });
const ready = async () => {
  const response = await fetch(`${held.gateway}/health/ready`, { signal: AbortSignal.timeout(3_000) });
  return { status: response.status, text: await response.text() };
};
const isReady = () => eventually(async () => (await ready()).status === 200, 45_000);

/** Ids of the events that say that a lead was captured, by lead: read by a plain client, once all of these leads have been seen. */
async function capturedOnKafka(leadIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const consumer = new Kafka({ brokers: held.env['KAFKA_BROKERS']!.split(','), logLevel: logLevel.NOTHING }).consumer({ groupId: `down-${randomUUID()}` });
  const seen = new Map<string, Set<string>>();
  await consumer.connect();
  await consumer.subscribe({ topics: ['throughline.lead'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (String(message.headers?.['ce_type']) !== 'throughline.lead.captured.v1') return;
      const subject = String(message.key);
      seen.set(subject, (seen.get(subject) ?? new Set()).add(String(message.headers?.['ce_id'])));
    },
  });
  await eventually(() => leadIds.every((id) => seen.has(id)), 30_000);
  await consumer.disconnect();
  return seen;
}

/** A request for a discount that waits for a manager's word: his task. */
async function openTask(): Promise<{ id: string; asked: string }> {
  const { leadId } = await rep.post<{ leadId: string }>('/v1/leads', lead());
  await rep.post(`/v1/leads/${leadId}/claim`);
  const { dealId } = await rep.post<{ dealId: string }>(`/v1/leads/${leadId}/convert`, {
    contact: { name: 'Purchasing' },
    product: 'Line Monitor',
    amount: { amount: '50000.00', currency: 'CNY' },
    expectedClose: '2026-03-31',
  });
  await eventually(async () => (await ask('GET', `/v1/opportunities/${dealId}`)).status === 200);
  await rep.post(`/v1/opportunities/${dealId}/discount-requests`, { percent: '5', reason: 'Competition' });
  const [task] = await eventually(async () => {
    const found = await held.rows<{ id: string; asked: string[] }>('worklist', "SELECT id, potential_owners AS asked FROM task WHERE deal_id = $1 AND status = 'open'", [dealId]);
    return found.length > 0 && found;
  });
  return { id: task!.id, asked: task!.asked[0]! };
}

describe('engines that are killed under a running installation', () => {
  let task: { id: string; asked: string };

  beforeAll(async () => {
    held = await HeldInstallation.start();
    cast = await gatherCast(held.gateway);
    const person = cast.one('sales-rep');
    rep = cast.as(person);
    token = await signIn(person.id);
    task = await openTask();
  }, 120_000);
  afterAll(() => held?.stop(), 60_000);

  it('Kafka away for 15 s: every lead is taken, services that start meanwhile work, and all is told once afterwards', async () => {
    const before = held.pids();
    const captured: string[] = [];
    const capture = async () => {
      const answer = await ask('POST', '/v1/leads', lead());
      expect(answer).toMatchObject({ status: 201 });
      captured.push(answer.body.leadId);
    };
    const from = Date.now();
    await held.kill('kafka');
    while (Date.now() < from + 9_000) {
      await capture();
      await pause(150);
    }
    expect(held.pids()).toEqual(before);

    // Started while Kafka is away: they listen, say what is missing, read and write.
    process.kill(before.services, 'SIGKILL');
    await eventually(async () => held.pid('services') !== before.services && (await fetch(`${held.gateway}/health/live`)).ok, 30_000);
    await eventually(() => capture().then(() => true), 20_000);
    expect((await ask('GET', `/v1/leads/${captured[0]}`)).status).toBe(200);
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringContaining('kafka') });
    await pause(Math.max(0, from + 15_000 - Date.now()));

    await held.restart('kafka');
    await isReady();
    expect(held.pid('worker')).toBe(before.worker);
    const seen = await capturedOnKafka(captured);
    expect(captured.filter((id) => seen.get(id)?.size !== 1)).toEqual([]);
    // A broker that is away is news once a minute, not five times a second.
    const warnings = held.log('services').split('\n').filter((line) => line.includes('"level":"warn"') && line.includes('ECONNREFUSED'));
    expect(warnings.length).toBeLessThan(60);
  }, 90_000);

  it('PostgreSQL away: an answer or a 503 that says when to ask again, no process dies, and no lead is taken twice', async () => {
    const before = held.pids();
    const wishes = new Map<string, { body: object; leadId?: string }>();
    const wish = async (key: string): Promise<number> => {
      const { body } = wishes.get(key) ?? { body: lead() };
      const answer = await ask('POST', '/v1/leads', body, key);
      wishes.set(key, { body, ...(answer.status === 201 && { leadId: answer.body.leadId }) });
      if (answer.status !== 201) {
        expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({ status: 503, type: expect.stringContaining('application/problem+json') });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      return answer.status;
    };
    await held.kill('postgres');
    const statuses = new Set<number>();
    for (const end = Date.now() + 3_000; Date.now() < end; await pause(100)) statuses.add(await wish(randomUUID()));
    expect([...statuses]).toEqual([503]);
    expect((await ready()).status).toBe(503);
    await held.restart('postgres');
    await isReady();
    expect(held.pids()).toEqual(before);

    for (const key of wishes.keys()) expect(await wish(key)).toBe(201);
    const first = [...wishes].map(([, { leadId }]) => leadId);
    for (const key of wishes.keys()) await wish(key);
    expect([...wishes].map(([, { leadId }]) => leadId)).toEqual(first);
    expect(new Set(first).size).toBe(wishes.size);
  }, 60_000);

  it('Temporal away for 10 s: lists and records answer, and a decision counts once when it is back', async () => {
    const before = held.pids();
    const bearer = await signIn(task.asked);
    const key = randomUUID();
    const decide = (under: string, outcome: string) => ask('POST', `/v1/tasks/${task.id}/decide`, { outcome }, under, bearer);
    const from = Date.now();
    await held.kill('temporal');
    expect((await ask('GET', '/v1/tasks?view=mine', undefined, undefined, bearer)).status).toBe(200);
    expect((await ask('GET', `/v1/tasks/${task.id}`, undefined, undefined, bearer)).status).toBe(200);
    expect((await ask('POST', '/v1/leads', lead())).status).toBe(201);
    const meanwhile = await decide(key, 'approved');
    expect([202, 503]).toContain(meanwhile.status);
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringContaining('temporal') });
    await pause(Math.max(0, from + 10_000 - Date.now()));
    await held.restart('temporal');

    const answer = await eventually(async () => {
      const again = await decide(key, 'approved');
      return again.status === 200 && again;
    }, 40_000);
    expect(answer.body).toMatchObject({ answer: 'accepted', outcome: 'approved', by: task.asked });
    expect(await decide(randomUUID(), 'rejected')).toMatchObject({ status: 409, body: { code: 'task.already_decided' } });
    expect(await held.rows('worklist', 'SELECT outcome FROM task_decision WHERE task_id = $1', [task.id])).toEqual([{ outcome: 'approved' }]);
    await isReady();
    expect(held.pids()).toEqual(before);
  }, 90_000);

  it('ends within 30 s with Kafka away: nobody waits for a broker to say good-bye', async () => {
    await held.kill('kafka');
    await pause(1_000);
    const from = Date.now();
    await held.stopServices();
    expect(Date.now() - from).toBeLessThan(10_000);
    for (const name of ['services', 'worker'] as const) expect(held.log(name).trimEnd().split('\n').at(-1)).toContain('"msg":"stopped"');
  }, 60_000);
});
