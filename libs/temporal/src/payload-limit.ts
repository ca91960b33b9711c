import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';

/** Bytes. A workflow knows ids and instants, so what is larger is business data that lost its way. */
export const PAYLOAD_LIMIT = 64 * 1024;

/** Refuses to send payloads over the limit to Temporal; what is already there is still read. */
export class PayloadLimit implements PayloadCodec {
  constructor(private readonly limit = PAYLOAD_LIMIT) {}

  async encode(payloads: Payload[]): Promise<Payload[]> {
    for (const { data } of payloads) {
      if (data && data.length > this.limit) {
        throw new ValueError(`A payload of ${data.length} bytes was refused: at most ${this.limit} go through Temporal.`);
      }
    }
    return payloads;
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads;
  }
}

export const dataConverter = { payloadCodecs: [new PayloadLimit()] };
