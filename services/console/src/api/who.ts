import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schema } from './client';
import { QUIETLY } from './send';
import { isSandbox, sandboxPerson } from './session';
import { Problem } from './problem';

export type Me = Schema<'WhoAmIDto'>;

/** Null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    if (isSandbox && !sandboxPerson()) return null;
    try {
      return await answer(api.GET('/v1/whoami', { headers: { [QUIETLY]: '1' } }));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** Who has signed in; only below the shell, where somebody has. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('Nobody has signed in.');
  return data;
}

const profileQuery = (id: string) => queryOptions({ queryKey: ['people', id], staleTime: 300_000, queryFn: () => answer(api.GET('/v1/people/{id}', { params: { path: { id } } })) });

/** What the company's books say of who has signed in: position, unit, zone. Undefined until they have answered. */
export function useProfile() {
  return useQuery(profileQuery(useMe().personId)).data;
}

/** The reader's zone, where it has been read before; also outside the shell, where nobody may have signed in. */
export function useKnownZone(): string | undefined {
  const client = useQueryClient();
  const id = client.getQueryData(meQuery.queryKey)?.personId;
  return id ? client.getQueryData(profileQuery(id).queryKey)?.zone : undefined;
}
