import { readEvents } from './icalendar';

const file = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Odd', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
const read = (...lines: string[]) => readEvents(file('DTSTART;VALUE=DATE:20260101', ...lines), 'Asia/Shanghai', '2030-12-31');

describe('a file whose events repeat', () => {
  it.each(['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'])('does not stop everything else with a rule that no day meets: %s', (rule) => {
    expect(() => read(`RRULE:${rule}`)).toThrow(expect.objectContaining({ code: 'calendar.not_icalendar' }));
  });

  it('has its days by a rule that some meet', () => {
    expect([...read('RRULE:FREQ=YEARLY;UNTIL=20280201').days.keys()]).toEqual(['2026-01-01', '2027-01-01', '2028-01-01']);
  });

  it('is faulty where one event lasts for ages, and draws up no list of them', () => {
    expect(read('DTEND;VALUE=DATE:99991231').report).toEqual([expect.objectContaining({ outcome: 'faulty', days: [], why: expect.stringContaining('more than') })]);
  });
});
