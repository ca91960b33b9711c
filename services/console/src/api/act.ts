import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Problem } from './problem';

export interface Act<Input, Output> {
  /** Sends it. `key` goes into the header `Idempotency-Key`. */
  send: (input: Input, key: string) => Promise<Output>;
  /** Lists and records that are read anew afterwards, also after a refusal: what was shown is old then. */
  changes?: readonly QueryKey[];
  onDone?: (output: Output, input: Input) => void;
  /** @param again sends the same once more, under the same key where it is not known what became of it */
  onRefused?: (problem: Problem, input: Input, again: () => void) => void;
}

/**
 * A change that somebody wants: one outcome, however often he clicks. The same input keeps its key until it is known what became of it, so that what was sent
 * into a lost connection is sent again and not twice. `run` does nothing while one is under way.
 */
export function useAct<Input, Output = unknown>({ send, changes = [], onDone, onRefused }: Act<Input, Output>) {
  const client = useQueryClient();
  const intent = useRef<{ of: string; key: string }>(undefined);
  const busy = useRef(false);
  const later = useRef<(input: Input) => void>(undefined);
  const mutation = useMutation<Output, Error, Input>({
    retry: false,
    networkMode: 'always',
    mutationFn: (input) => {
      const of = JSON.stringify(input);
      if (intent.current?.of !== of) intent.current = { of, key: crypto.randomUUID() };
      return send(input, intent.current.key);
    },
    onSuccess: (output, input) => {
      intent.current = undefined;
      onDone?.(output, input);
    },
    onError: (error, input) => {
      if (!(error instanceof Problem)) throw error;
      if (!error.isOpen) intent.current = undefined;
      onRefused?.(error, input, () => later.current?.(input));
    },
    onSettled: () => {
      busy.current = false;
      for (const queryKey of changes) void client.invalidateQueries({ queryKey });
    },
  });
  const run = (input: Input): void => {
    if (busy.current) return;
    busy.current = true;
    mutation.mutate(input);
  };
  useEffect(() => {
    later.current = run;
  });
  return { run, isRunning: mutation.isPending, problem: mutation.error instanceof Problem ? mutation.error : undefined, result: mutation.data, reset: mutation.reset };
}

/** Headers of an act: its key, and the version of the record as it was read, where the API wants it. */
export const headersOf = (key: string, version?: number): Record<string, string> => ({
  'Idempotency-Key': key,
  ...(version !== undefined && { 'If-Match': `"${version}"` }),
});
