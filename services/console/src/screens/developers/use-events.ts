import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schema } from '../../api/client';

export type EventType = Schema<'EventTypesDto'>['items'][number];
export type EventTypeDetail = Schema<'EventTypeDto'>;

/** They change with the installation only. */
const staleTime = Number.POSITIVE_INFINITY;

export const useEventTypes = () => useQuery({ queryKey: ['event-types'], staleTime, queryFn: () => answer(api.GET('/v1/event-types')) });

export const useEventType = (type: string) => useQuery({ queryKey: ['event-types', type], staleTime, queryFn: () => answer(api.GET('/v1/event-types/{type}', { params: { path: { type } } })) });
