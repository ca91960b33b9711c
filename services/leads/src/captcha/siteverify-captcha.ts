import { loadSettings } from '@throughline/config/settings';
import { z } from 'zod';
import { formErrors } from '../form/form.errors';
import type { CaptchaProof, CaptchaVerifier } from './captcha-verifier';
import { CAPTCHA_VERIFIER } from './captcha-verifier';

/** Milliseconds that the service has for its answer. */
const PATIENCE = 5_000;
/** Longest answer that is read, in characters. */
const LONGEST = 100_000;
/** Least score of services that give one instead of asking: 0 is a program, 1 a human. */
const LEAST_SCORE = 0.5;

const answerSchema = z.object({ success: z.boolean(), hostname: z.string().optional(), score: z.number().optional() });

interface Options {
  url: string;
  secret: string;
  patience?: number;
}

/**
 * The verification that reCAPTCHA, hCaptcha and Turnstile share: a form with `secret`, `response` and `remoteip` by POST, answered with JSON
 * `{success, hostname?, score?}`.
 */
export class SiteverifyCaptcha implements CaptchaVerifier {
  constructor(private readonly options: Options) {}

  async verify({ token, address, hostname }: CaptchaProof): Promise<boolean> {
    const answer = await this.ask(new URLSearchParams({ secret: this.options.secret, response: token, remoteip: address }));
    const here = answer.hostname === undefined || answer.hostname.toLowerCase() === hostname;
    return answer.success && here && (answer.score ?? 1) >= LEAST_SCORE;
  }

  private async ask(body: URLSearchParams): Promise<z.infer<typeof answerSchema>> {
    const { url, patience = PATIENCE } = this.options;
    try {
      const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(patience), headers: { accept: 'application/json' } });
      const text = await response.text();
      if (!response.ok || text.length > LONGEST) throw new Error(`answered with ${response.status}`);
      return answerSchema.parse(JSON.parse(text));
    } catch (error) {
      throw formErrors.captcha_unavailable({ cause: error, retryAfterSeconds: 5 });
    }
  }
}

/** By the settings of the installation: none unless both are given. */
export const captchaVerifier = {
  provide: CAPTCHA_VERIFIER,
  useFactory: (): CaptchaVerifier | null => {
    const { CAPTCHA_VERIFY_URL: url, CAPTCHA_SECRET: secret } = loadSettings(['CAPTCHA_VERIFY_URL', 'CAPTCHA_SECRET']);
    return url && secret ? new SiteverifyCaptcha({ url, secret }) : null;
  },
};
