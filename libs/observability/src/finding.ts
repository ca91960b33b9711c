/** Everything that is looked at when somebody asks how an installation is. */
export const CHECKS = [
  /** A connection that a service holds; `about`: to what. */
  'connection',
  /** A service or worker as the gateway sees it; `about`: which. */
  'service',
  /** Deadlines late for more than a minute. */
  'deadlines',
  /** Events that wait to be published for more than a minute. */
  'outbox',
  /** Events put aside because they could not be handled. */
  'dead-letters',
  /** Lines of the audit trail that are not under a seal for more than five minutes. */
  'seals',
  /** Events that a consumer has not caught up with since it took over. */
  'consumers',
  /** Notices that could not be delivered; `about`: the channel. */
  'notices',
  /** What records and running processes disagree about, as last compared; `about`: in which way. */
  'differences',
  /** Minutes since that comparison. */
  'comparison',
] as const;

/** What was found at one look. */
export interface Finding {
  check: (typeof CHECKS)[number];
  about: string | null;
  ok: boolean;
  /** Of what should not be there. */
  count: number | null;
  /** Why not, for the operator. */
  detail: string | null;
}
