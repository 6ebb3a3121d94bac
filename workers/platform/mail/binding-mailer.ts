import type { Mailer } from './port.ts';

/** What is used of the platform's `send_email` binding. Source: Cloudflare, Email Service, Workers API. */
export interface MailBinding {
  send(mail: { from: string; to: string; subject: string; text: string }): Promise<unknown>;
}

/** Codes with which the platform says that another try may help. Source: Cloudflare, Email Service, error codes. */
const RETRYABLE = /RATE_LIMIT|DAILY_LIMIT|INTERNAL/;
const REFUSED = /E_|not allowed|not verified|invalid/i;

/** Sends through the platform. */
export function createBindingMailer(deps: { binding: MailBinding; from: string }): Mailer {
  return {
    async send({ to, subject, text }) {
      try {
        await deps.binding.send({ from: deps.from, to, subject, text });
        return { kind: 'accepted' };
      } catch (error) {
        const words = describe(error);
        if (RETRYABLE.test(words)) return { kind: 'refused', isRetryable: true, detail: words };
        if (REFUSED.test(words)) return { kind: 'refused', isRetryable: false, detail: words };
        return { kind: 'unknown', detail: words };
      }
    },
  };
}

function describe(error: unknown): string {
  const { code = '', message = 'The platform did not send it.' } = error as {
    code?: string;
    message?: string;
  };
  return `${code} ${message}`.trim().slice(0, 200);
}
