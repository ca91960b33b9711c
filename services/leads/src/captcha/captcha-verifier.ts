/** What a page got for a solved captcha, and who sends it. */
export interface CaptchaProof {
  token: string;
  /** Network address of the sender. */
  address: string;
  /** Host of the page that the form stands on: a token solved elsewhere is worth nothing. */
  hostname: string;
}

/** Checks captchas. One adapter speaks the protocol that the common services share (siteverify-captcha.ts); others can be put in its place. */
export interface CaptchaVerifier {
  /** @returns whether the proof holds @throws form.captcha_unavailable when that cannot be found out */
  verify(proof: CaptchaProof): Promise<boolean>;
}

/** Token of the verifier; null where none is set up. */
export const CAPTCHA_VERIFIER = Symbol('captcha verifier');
