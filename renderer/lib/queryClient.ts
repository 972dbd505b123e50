import { QueryClient } from '@tanstack/react-query';

/**
 * Nothing is asked again on its own: evidence does not change under the reader's eyes, and every question
 * costs the database. Retrying is a button.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      staleTime: Infinity,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
