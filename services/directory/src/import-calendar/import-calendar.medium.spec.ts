import { DirectoryOverHttp } from '../directory.fixture';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const admin = 'Hao Ran';
const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const file = (...events: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y', ...events, 'END:VCALENDAR', ''].join('\r\n');
const send = (body: object, by = admin) => directory.send('POST', '/v1/calendars/china/imports', by, body);
const days = async () => (await directory.send('GET', '/v1/calendars/china', admin)).body.calendar.exceptions;

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(() => directory.database.truncate());

const holidays = file(
  event('UID:1', 'DTSTART;VALUE=DATE:20271001', 'DTEND;VALUE=DATE:20271004', 'SUMMARY:国庆节（休）'),
  event('UID:2', 'DTSTART;VALUE=DATE:20271009', 'SUMMARY:国庆节（班）'),
  event('UID:3', 'DTSTART;VALUE=DATE:20271010', 'SUMMARY:National Day', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
  event('UID:4', 'DTSTART:20271016T010000Z', 'DTEND:20271016T050000Z', 'SUMMARY:Stock-taking', 'CATEGORIES:WORKING'),
  event('UID:5', 'DTSTART:20271017T010000Z', 'DTEND:20271017T020000Z', 'SUMMARY:Meeting'),
  event('UID:6', 'DTSTART;VALUE=DATE:20270612', 'RRULE:FREQ=YEARLY;COUNT=5', 'SUMMARY:Founding day'),
  event('UID:7', 'DTSTART;VALUE=DATE:20271020', 'SUMMARY:Off after all', 'STATUS:CANCELLED'),
);

it('tells of each event first, then takes them all, once; all services hear of it', async () => {
  const body = { file: holidays, publishedUntil: '2028-12-31' };
  const dry = await send({ ...body, dryRun: true });
  expect(dry).toMatchObject({ status: 200, body: { applied: false, version: 1 } });
  expect(dry.body.events.map(({ outcome, days: covered }: any) => [outcome, covered])).toEqual([
    ['off', ['2027-10-01', '2027-10-02', '2027-10-03']], ['working', ['2027-10-09']], ['working', ['2027-10-10']], ['working', ['2027-10-16']],
    ['passed-over', []], ['off', ['2027-06-12', '2028-06-12']], ['passed-over', []],
  ]);
  expect(await days()).not.toHaveProperty('2027-10-09');
  expect(await directory.database.facts()).toEqual([]);

  expect((await send(body)).body).toMatchObject({ applied: true, version: 2, changed: dry.body.changed });
  expect(await days()).toMatchObject({
    '2027-10-01': { kind: 'off', name: '国庆节（休）' }, '2027-10-09': { kind: 'working' }, '2027-10-16': { kind: 'working', hours: [{ from: '09:00', to: '13:00' }] },
    '2026-02-14': { kind: 'working' },
  });
  expect((await send(body)).body).toMatchObject({ applied: true, version: 2, changed: [] });
  const told = await directory.database.events();
  expect(told.map(({ payload }) => payload.calendar.publishedUntil)).toEqual(['2028-12-31']);
});

it.each([
  ['a date that is none', event('UID:9', 'DTSTART;VALUE=DATE:2027XX01', 'SUMMARY:Odd')],
  ['no beginning', event('UID:9', 'SUMMARY:Never')],
  ['a day that is said to be worked and off', event('UID:9', 'DTSTART;VALUE=DATE:20290101', 'SUMMARY:班')],
  ['hours over midnight', event('UID:9', 'DTSTART:20290103T010000Z', 'DTEND:20290104T050000Z', 'SUMMARY:Long', 'CATEGORIES:WORKING')],
  ['years on end', event('UID:9', 'DTSTART;VALUE=DATE:20290101', 'DTEND;VALUE=DATE:20390101', 'SUMMARY:Forever')],
])('takes nothing of a file with %s, and says which event', async (_what, faulty) => {
  const before = await days();
  const { body } = await send({ file: file(event('UID:8', 'DTSTART;VALUE=DATE:20290101', 'SUMMARY:New Year'), faulty) });
  expect(body).toMatchObject({ applied: false, events: [{ uid: '8', outcome: 'off' }, { uid: '9', outcome: 'faulty', why: expect.any(String) }] });
  expect(await days()).toEqual(before);
  expect(await directory.database.facts()).toEqual([]);
});

it.each(['hello', 'BEGIN:VCARD\r\nFN:x\r\nEND:VCARD', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR'])('says that it is no calendar: %j', async (text) => {
  expect(await send({ file: text })).toMatchObject({ status: 422, body: { code: 'calendar.not_icalendar', detail: expect.any(String) } });
});

it('single days are set and cleared by administrators; two at once both count', async () => {
  const patch = (body: object, by = admin) => directory.send('PATCH', '/v1/calendars/china/days', by, body);
  await Promise.all(['2030-01-01', '2030-01-02'].map((day) => patch({ set: { [day]: { kind: 'off', name: 'Flood' } } })));
  expect(await days()).toMatchObject({ '2030-01-01': { kind: 'off' }, '2030-01-02': { kind: 'off' } });
  const { body } = await patch({ clear: ['2030-01-01'] });
  expect(body.calendar.exceptions).not.toHaveProperty('2030-01-01');
  expect((await patch({ clear: ['2030-01-01'] })).body.version).toBe(body.version);
  expect((await patch({ set: { soon: { kind: 'off', name: 'x' } } })).status).toBe(400);
  expect((await patch({ clear: [] }, 'Gao Yuan')).status).toBe(403);
  expect((await directory.send('PATCH', '/v1/calendars/mars/days', admin, {})).status).toBe(404);
});
