import { defaultPayloadConverter, type Headers } from '@temporalio/common';

/** What travels beside every start, signal, update and activity. Ids only: headers are not encoded. */
export interface OperationHeader {
  correlationId?: string;
  causationId?: string;
  /** W3C trace context. */
  traceparent?: string;
  principal?: { personId: string; authType: 'user' | 'system' | 'sandbox' | 'api_key' | 'link' };
}

const KEY = 'throughline';

/** Adds the header; used in workflow code as well, so it must stay deterministic. */
export function withOperation(headers: Headers, operation: OperationHeader | undefined): Headers {
  if (!operation) return headers;
  const payload = defaultPayloadConverter.toPayload(operation);
  return payload ? { ...headers, [KEY]: payload } : headers;
}

export function operationOf(headers: Headers): OperationHeader | undefined {
  const payload = headers[KEY];
  return payload && defaultPayloadConverter.fromPayload<OperationHeader>(payload);
}
