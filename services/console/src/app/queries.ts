import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';

/** What was read of the API, for the whole page. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused is refused again; what was not heard of is worth another try.
      retry: (failures, error) => failures < 2 && (!(error instanceof Problem) || error.isOpen),
      refetchOnReconnect: true,
    },
  },
});
