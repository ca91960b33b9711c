import { Inject, Injectable } from '@nestjs/common';
import { formErrors } from '../form/form.errors';
import type { CaptchaProof, CaptchaVerifier } from './captcha-verifier';
import { CAPTCHA_VERIFIER } from './captcha-verifier';

/** What forms ask about captchas. Where nothing can check them, none is ever taken for solved. */
@Injectable()
export class CaptchaCheck {
  constructor(@Inject(CAPTCHA_VERIFIER) private readonly verifier: CaptchaVerifier | null) {}

  get isSetUp(): boolean {
    return this.verifier !== null;
  }

  /** @throws form.captcha_missing, form.captcha_failed, form.captcha_unavailable */
  async require({ token, ...sender }: Omit<CaptchaProof, 'token'> & { token: string | undefined }): Promise<void> {
    if (!token) throw formErrors.captcha_missing({ field: 'captcha' });
    if (!this.verifier) throw formErrors.captcha_unavailable({ retryAfterSeconds: 60 });
    if (!(await this.verifier.verify({ token, ...sender }))) throw formErrors.captcha_failed({ field: 'captcha' });
  }
}
