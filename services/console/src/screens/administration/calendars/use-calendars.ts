import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';

export type CalendarInList = Schema<'DirectoryCalendarListDto'>['items'][number];
export type CalendarImport = Schema<'DirectoryCalendarImportDto'>;
type Publish = Schema<'DirectoryPublishCalendarDto'>;

const of = (id: string) => ({ params: { path: { id } } });
const changes = [['calendars']] as const;

export const useCalendars = () => useQuery({ queryKey: ['calendars'], staleTime: 60_000, queryFn: async () => (await answer(api.GET('/v1/calendars'))).items });
export const useCalendar = (key: string) => useQuery({ queryKey: ['calendars', key], queryFn: () => answer(api.GET('/v1/calendars/{id}', of(key))) });

/** `version`: of the one that is changed; absent: a new one. */
export const usePublish = (onDone: (key: string) => void) =>
  useAct({
    send: ({ key, version, body }: { key: string; version?: number; body: Publish }, idempotency) => answer(api.PUT('/v1/calendars/{id}', { ...of(key), headers: headersOf(idempotency, version), body })),
    changes,
    onDone: (_calendar, { key }) => onDone(key),
  });

export const useChangeDays = (key: string, onDone: () => void) =>
  useAct({ send: (body: Schema<'DirectoryChangeCalendarDaysDto'>, idempotency) => answer(api.PATCH('/v1/calendars/{id}/days', { ...of(key), headers: headersOf(idempotency), body })), changes, onDone });

export const useImportDays = (key: string, onDone: (found: CalendarImport) => void) =>
  useAct({ send: (body: Schema<'DirectoryImportCalendarDto'>, idempotency) => answer(api.POST('/v1/calendars/{id}/imports', { ...of(key), headers: headersOf(idempotency), body })), changes, onDone });
