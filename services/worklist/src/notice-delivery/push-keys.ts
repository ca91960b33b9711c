import { createECDH, createPublicKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';

export interface PushKeys {
  /** P-256, uncompressed, base64url: what a browser subscribes for (applicationServerKey). */
  publicKey: string;
  privateKey: string;
  /** Whom a push service may turn to: an https address or mailto (RFC 8292, 2.1). */
  subject: string;
}

/** The keys by which push services know this installation (VAPID, RFC 8292). */
@Injectable()
export class PushKeyRing {
  /** Undefined: nothing goes to browsers. */
  readonly keys: PushKeys | undefined;

  constructor(@Inject(NOTICE_SETTINGS) { pushKey, publicUrl, mailFrom }: NoticeSettings) {
    if (pushKey === undefined) return;
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(pushKey, 'base64url');
    const address = /[^\s<>]+@[^\s<>]+(?=>?$)/.exec(mailFrom)?.[0] ?? mailFrom;
    this.keys = { privateKey: pushKey, publicKey: pair.getPublicKey('base64url', 'uncompressed'), subject: publicUrl.startsWith('https:') ? publicUrl : `mailto:${address}` };
  }
}

const base64url = (text: string): Buffer | undefined => (/^[A-Za-z0-9_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : undefined);

/** A point on P-256, uncompressed: what is encrypted for anything else is encrypted for nobody. */
export function isBrowserKey(text: string): boolean {
  const bytes = base64url(text);
  if (bytes?.length !== 65 || bytes[0] !== 4) return false;
  const coordinate = (from: number): string => bytes.subarray(from, from + 32).toString('base64url');
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

export const isAuthSecret = (text: string): boolean => base64url(text)?.length === 16;
