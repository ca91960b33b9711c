import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { noticeErrors } from '../notice/notice.errors';
import { NOTICE_SETTINGS, type NoticeSettings } from './notice-settings';

/** Secrets of webhooks, as whoever has the database only cannot read them (JWE, A256GCM); each is bound to its person. */
@Injectable()
export class SecretCipher {
  constructor(@Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings) {}

  /** @throws notice.no_secrets */
  async seal(secret: string, personId: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(secret)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(this.keyFor(personId));
  }

  /** @throws Error for what was changed, belongs to another, or was sealed under another setting */
  async open(sealed: string, personId: string): Promise<string> {
    const { plaintext } = await compactDecrypt(sealed, this.keyFor(personId), { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
    return new TextDecoder().decode(plaintext);
  }

  private keyFor(personId: string): Uint8Array {
    if (this.settings.secret === undefined) throw noticeErrors.no_secrets();
    return new Uint8Array(hkdfSync('sha256', this.settings.secret, '', `notice-webhook:${personId}`, 32));
  }
}
