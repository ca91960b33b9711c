/** What is given for a credential: an access token of ours for as long as it says. */
export interface GivenToken {
  token: string;
  expiresAt: Date;
  /** With an API key: what it is limited to. */
  may?: readonly string[];
}
