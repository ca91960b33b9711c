import { pino, stdTimeFunctions, type Logger, type LoggerOptions } from 'pino';

import { currentContext } from './context';

export type { Logger } from 'pino';

let base: Logger | undefined;

/** Never written to a log: credentials and what identifies a person beyond an id. */
const REDACTED = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', '*.email', '*.phone'];

function baseLogger(): Logger {
  const options: LoggerOptions = {
    level: process.env.LOG_LEVEL ?? 'info',
    timestamp: stdTimeFunctions.isoTime,
    redact: REDACTED,
    formatters: { level: (label) => ({ level: label }) },
    mixin() {
      const { correlationId, workflowId, traceparent } = currentContext();
      return {
        ...(correlationId && { correlationId }),
        ...(workflowId && { workflowId }),
        ...(traceparent && { traceId: traceparent.split('-')[1] }),
      };
    },
  };
  return pino(options, pino.destination({ dest: 1, sync: process.env.NODE_ENV === 'test' }));
}

/** The logger of one service: JSON lines on standard output, each with the correlation id of the work in progress. */
export function rootLogger(service: string): Logger {
  base ??= baseLogger();
  return base.child({ service });
}
