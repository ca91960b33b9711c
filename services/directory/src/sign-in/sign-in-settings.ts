import type { SessionLife } from '../session/session.repository';

interface Values {
  tenant: string;
  publicUrl: string;
  sessionLife: SessionLife;
  oidcName: string;
  trustsEmails: boolean;
}

/** What sign-in needs to know of this installation. */
export class SignInSettings {
  readonly tenant: string;
  /** Where browsers reach it, without a slash at the end. */
  readonly publicUrl: string;
  readonly sessionLife: SessionLife;
  /** What people call the identity provider. */
  readonly oidcName: string;
  /** The provider gives its addresses itself, and therefore does not say that they are confirmed. */
  readonly trustsEmails: boolean;

  constructor(values: Values) {
    this.tenant = values.tenant;
    this.publicUrl = values.publicUrl;
    this.sessionLife = values.sessionLife;
    this.oidcName = values.oidcName;
    this.trustsEmails = values.trustsEmails;
  }
}
