import type { FastifyInstance, preHandlerAsyncHookHandler } from 'fastify';

/** For answers that would go on for ever: they are cut when the server begins to close, which waits for all that is under way. */
export function endWithServer(server: FastifyInstance): preHandlerAsyncHookHandler {
  const open = new Set<{ destroy(): void }>();
  server.addHook('preClose', async () => {
    for (const answer of open) answer.destroy();
  });
  return async (_request, { raw }) => {
    open.add(raw);
    raw.once('close', () => open.delete(raw));
  };
}
