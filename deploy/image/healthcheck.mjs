// For the container's healthcheck: node healthcheck.mjs PORT. Asks for life, not for readiness: a peer that is down must not make this one unhealthy.
const port = Number(process.argv[2]);
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(4_000) });
  process.exit(answer.ok ? 0 : 1);
} catch {
  process.exit(1);
}
