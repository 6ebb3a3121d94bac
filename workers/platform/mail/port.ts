export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for every try: a provider that knows such keys sends it once. */
  key: string;
}

/**
 * How it ended: the provider took it; it said no (and whether another try may help); or it was called and its answer
 * was lost, so that it may have been sent.
 */
export type MailOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; isRetryable: boolean; detail: string }
  | { kind: 'unknown'; detail: string };

/** Sends mails. Never throws. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
}
