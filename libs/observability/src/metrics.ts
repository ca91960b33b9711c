import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One registry for a process; every metric carries the label `service`, as several services may share the process. */
export const metricsRegistry = new Registry();

let withDefaults = false;

/** Metrics of the process itself (memory, event-loop lag); switched on by the first server that offers `/metrics`. */
export function collectProcessMetrics(): void {
  if (withDefaults) return;
  withDefaults = true;
  collectDefaultMetrics({ register: metricsRegistry });
}

/** A counter, made at first use: asking again by the same name gives the same one. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
  return existing<Counter<L>>(name) ?? new Counter({ name, help, labelNames, registers: [metricsRegistry] });
}

/** A gauge; with `collect` it is filled when it is read. */
export function gauge<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  collect?: (this: Gauge<L>) => void | Promise<void>,
): Gauge<L> {
  return existing<Gauge<L>>(name) ?? new Gauge({ name, help, labelNames, registers: [metricsRegistry], ...(collect && { collect }) });
}

/** A histogram of durations in seconds unless `buckets` says otherwise. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  buckets: number[] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
): Histogram<L> {
  return existing<Histogram<L>>(name) ?? new Histogram({ name, help, labelNames, buckets, registers: [metricsRegistry] });
}

function existing<M>(name: string): M | undefined {
  return metricsRegistry.getSingleMetric(name) as M | undefined;
}
