import type * as OtelApi from '@opentelemetry/api';
import type * as OtelSdk from '@opentelemetry/sdk-node';

import { rootLogger } from './logger';

type Attributes = Record<string, string | number | undefined>;

let api: typeof OtelApi | undefined;
let stop: (() => Promise<void>) | undefined;

/** A stretch of work in a trace; `traceparent` names it to whatever comes of it. */
export interface Span {
  traceparent: string;
  end(error?: unknown, attributes?: Attributes): void;
}

/**
 * Sends traces to the collector named by OTEL_EXPORTER_OTLP_ENDPOINT. Without one nothing of OpenTelemetry is loaded, and trace ids are
 * merely passed on. Once for a process.
 */
export function startTracing(endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT): void {
  if (!endpoint || api) return;
  // Required here and not at the top: it costs 40 MB and half a second that nobody should pay without asking.
  const { NodeSDK } = require('@opentelemetry/sdk-node') as typeof OtelSdk;
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  process.env.OTEL_SERVICE_NAME ??= 'throughline';
  process.env.OTEL_METRICS_EXPORTER ??= 'none';
  process.env.OTEL_LOGS_EXPORTER ??= 'none';
  const sdk = new NodeSDK();
  sdk.start();
  stop = () => sdk.shutdown();
  api = require('@opentelemetry/api') as typeof OtelApi;
}

/** Sends what is left, bounded: an absent collector must not hold up the end of the process. */
export async function stopTracing(): Promise<void> {
  const stopping = stop;
  [api, stop] = [undefined, undefined];
  if (!stopping) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, 3_000)));
  await Promise.race([stopping().catch((error: unknown) => rootLogger('tracing').warn({ reason: String(error) }, 'traces were not sent')), late]);
  clearTimeout(timer);
}

/** Begins a span below the given trace; undefined when tracing is off. */
export function startSpan(name: string, traceparent: string | undefined, attributes: Attributes = {}): Span | undefined {
  if (!api) return undefined;
  const { ROOT_CONTEXT, SpanStatusCode, trace } = api;
  const parent = traceparent ? trace.setSpanContext(ROOT_CONTEXT, parsed(traceparent)) : ROOT_CONTEXT;
  const span = trace.getTracer('throughline').startSpan(name, { attributes }, parent);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    end(error, more = {}) {
      span.setAttributes(more);
      // The code and never the message: it may hold what must not leave the process.
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: (error as { code?: string } | null)?.code ?? 'error' });
      span.end();
    },
  };
}

function parsed(traceparent: string): OtelApi.SpanContext {
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
