import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { NOTICE_SETTINGS, type NoticeSettings } from '../notice-delivery/notice-settings';

/** What one link lets one person do: decide one task, as it was at that version, until then. */
export interface DecisionLink {
  taskId: string;
  personId: string;
  version: number;
  /** Business time, to the second. */
  expiresAt: Date;
}

/** Bytes: form, task, person, version, seconds, signature. */
const form = 1;
const signedBytes = 1 + 16 + 16 + 4 + 6;
const bytes = signedBytes + 32;
/** Divisible by three: every link is written in one way only. */
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${(bytes / 3) * 4}}$`);

/** Makes and reads the tokens of decision links: HMAC-SHA256 under a key derived from NOTICE_SECRET. A token says nothing that is secret, and nobody can make one. */
@Injectable()
export class DecisionLinks {
  private readonly key: Buffer | undefined;

  constructor(@Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings) {
    if (settings.secret !== undefined) this.key = Buffer.from(hkdfSync('sha256', settings.secret, '', 'decision-link', 32));
  }

  /** The address that goes into a mail; undefined where there is no key to sign with. */
  addressOf(link: DecisionLink): string | undefined {
    const token = this.tokenOf(link);
    return token && `${this.settings.publicUrl}/v1/decision-links/${token}`;
  }

  tokenOf({ taskId, personId, version, expiresAt }: DecisionLink): string | undefined {
    if (!this.key) return undefined;
    const signed = Buffer.alloc(signedBytes);
    signed.writeUInt8(form, 0);
    signed.set(parse(taskId), 1);
    signed.set(parse(personId), 17);
    signed.writeUInt32BE(version, 33);
    signed.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), 37, 6);
    return Buffer.concat([signed, mac(this.key, signed)]).toString('base64url');
  }

  /** Undefined for what was not signed by us. Whether it has expired is for who knows the time. */
  read(token: string): DecisionLink | undefined {
    if (!this.key || !TOKEN.test(token)) return undefined;
    const all = Buffer.from(token, 'base64url');
    const signed = all.subarray(0, signedBytes);
    if (!timingSafeEqual(mac(this.key, signed), all.subarray(signedBytes)) || signed.readUInt8(0) !== form) return undefined;
    const id = (from: number) => stringify(signed.subarray(from, from + 16));
    return { taskId: id(1), personId: id(17), version: signed.readUInt32BE(33), expiresAt: new Date(signed.readUIntBE(37, 6) * 1000) };
  }
}

/** By which the record knows a link: the link cannot be made of it. */
export const linkId = (token: string): string => createHash('sha256').update(token).digest('hex');

const mac = (key: Buffer, signed: Uint8Array): Buffer => createHmac('sha256', key).update(signed).digest();
