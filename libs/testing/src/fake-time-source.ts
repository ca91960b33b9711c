import { FixedTime } from '@throughline/calendar/time-source';

/** A clock that stands still until it is set. */
export function fakeTimeSource(at: Date | string = '2026-03-02T02:00:00Z'): FixedTime {
  return new FixedTime(new Date(at));
}
