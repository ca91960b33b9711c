import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import type { Place } from './place-link';

/** Fewer letters are in nearly every name. */
const LEAST = 2;
const MOST = 5;

interface Wanted {
  text: string;
  limit: number;
}
interface Kind {
  /** Who has it finds the records, under its sign. */
  screen: string;
  find: (query: Wanted) => Promise<Omit<Place, 'icon'>[]>;
}

const kinds: Kind[] = [
  {
    screen: '/leads',
    find: async (query) => (await answer(api.GET('/v1/leads', { params: { query } }))).items.map(({ leadId, displayName, city }) => ({ to: `/leads/${leadId}`, text: [displayName, city].filter(Boolean).join(' · ') })),
  },
  {
    screen: '/pipeline',
    find: async (query) => (await answer(api.GET('/v1/opportunities', { params: { query } }))).items.map(({ id, accountName, product }) => ({ to: `/deals/${id}`, text: `${accountName} · ${product}` })),
  },
  {
    screen: '/contracts',
    find: async (query) => (await answer(api.GET('/v1/contracts', { params: { query } }))).items.map(({ id, accountName, number }) => ({ to: `/contracts/${id}`, text: `${accountName} · ${number}` })),
  },
];

/** Leads by their name, deals by their customer or product, contracts by these or their number. */
export function useRecordsCalled(text: string, screens: readonly Place[]): Place[] {
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const within = screens.flatMap(({ to, icon }) => kinds.filter(({ screen }) => screen === to).map(({ find }) => ({ to, icon, find })));
  const found = useQueries({
    queries: within.map(({ to, find }) => ({ queryKey: ['called', to, wanted], enabled: wanted.length >= LEAST, queryFn: () => find({ text: wanted, limit: MOST }) })),
  });
  return found.flatMap(({ data }, at) => (data ?? []).map((record) => ({ ...record, icon: within[at]!.icon })));
}
