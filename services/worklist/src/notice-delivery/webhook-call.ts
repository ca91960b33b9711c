import { createHmac } from 'node:crypto';
import type { WebhookShape } from '../notice-choices/notice-choices';
import type { Call } from './post';
import { textOf, type Message, type Told } from './message';

export interface WebhookCall extends Call {
  body: string;
  /** Robots answer 200 also to what they refuse, and say so in the body. */
  accepted(body: string): boolean;
}

export interface WebhookTarget {
  url: string;
  shape: WebhookShape;
  secret: string | undefined;
}

const hmac = (key: string, text: string, encoding: 'hex' | 'base64'): string => createHmac('sha256', key).update(text).digest(encoding);
const zero = (field: string) => (body: string): boolean => {
  try {
    return (JSON.parse(body) as Record<string, unknown>)[field] === 0;
  } catch {
    return false;
  }
};

/** One message in the form that its receiver expects. `id` stays the same when it is sent again. */
export function webhookCall({ url, shape, secret }: WebhookTarget, id: string, told: Told[], message: Message, now: Date): WebhookCall {
  const content = [message.subject, ...(message.lines.length > 1 || message.lines[0]?.said !== null ? [textOf(message)] : [message.lines[0]!.link])].join('\n');
  const json = { 'content-type': 'application/json' };
  const seconds = String(Math.floor(now.getTime() / 1000));
  switch (shape) {
    case 'generic': {
      const body = JSON.stringify({ id, subject: message.subject, notices: told });
      const signature = secret !== undefined && { 'x-throughline-signature': `sha256=${hmac(secret, `${seconds}.${body}`, 'hex')}` };
      return { url, headers: { ...json, 'x-throughline-delivery': id, 'x-throughline-timestamp': seconds, ...signature }, body, accepted: () => true };
    }
    // Its robots know no signature: the key is in the address.
    case 'wecom':
      return { url, headers: json, body: JSON.stringify({ msgtype: 'text', text: { content } }), accepted: zero('errcode') };
    case 'dingtalk': {
      const signed = new URL(url);
      const stamp = String(now.getTime());
      if (secret !== undefined) {
        signed.searchParams.set('timestamp', stamp);
        signed.searchParams.set('sign', hmac(secret, `${stamp}\n${secret}`, 'base64'));
      }
      return { url: signed.href, headers: json, body: JSON.stringify({ msgtype: 'text', text: { content } }), accepted: zero('errcode') };
    }
    case 'feishu': {
      // Its key is the text with the secret, and what is signed is nothing.
      const signature = secret !== undefined && { timestamp: seconds, sign: hmac(`${seconds}\n${secret}`, '', 'base64') };
      return { url, headers: json, body: JSON.stringify({ ...signature, msg_type: 'text', content: { text: content } }), accepted: zero('code') };
    }
  }
}
