import { useDebouncedValue } from '@mantine/hooks';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import type { Place } from './place-link';

/** Fewer letters are in nearly every name. */
const LEAST = 2;
const MOST = 5;

/** Contracts by their customer, number or product, for who has their screen. */
export function useContractsCalled(text: string, screens: readonly Place[]): Place[] {
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ['contracts', 'called', wanted],
    enabled: wanted.length >= LEAST && screens.some(({ to }) => to === '/contracts'),
    queryFn: () => answer(api.GET('/v1/contracts', { params: { query: { text: wanted, limit: MOST } } })),
  });
  return (data?.items ?? []).map(({ id, accountName, number }) => ({ to: `/contracts/${id}`, text: `${accountName} · ${number}`, icon: IconFileText }));
}
