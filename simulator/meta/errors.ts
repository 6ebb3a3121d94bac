type ErrorKind = { title: string; httpStatus?: number; isTransient?: true };

/** Titles as on Meta's error code page (shortened); HTTP status where it is not 400. */
const kinds: Record<number, ErrorKind> = {
  0: { title: 'AuthException', httpStatus: 401 },
  1: { title: 'API Unknown', httpStatus: 500, isTransient: true },
  2: { title: 'API Service', httpStatus: 503, isTransient: true },
  3: { title: 'API Method', httpStatus: 500 },
  4: { title: 'Application request limit reached', httpStatus: 429, isTransient: true },
  10: { title: 'Application does not have permission for this action', httpStatus: 403 },
  33: { title: 'Parameter value is not valid' },
  100: { title: 'Invalid parameter' },
  190: { title: 'Invalid OAuth access token', httpStatus: 401 },
  200: { title: 'Permissions error', httpStatus: 403 },
  368: { title: 'Temporarily blocked for policies violations', httpStatus: 403 },
  80007: { title: 'Rate limit issues', httpStatus: 429 },
  130403: { title: 'Business has blocked the user' },
  130429: { title: 'Rate limit hit', httpStatus: 429 },
  130472: { title: "User's number is part of an experiment" },
  130497: { title: 'Business account is restricted from messaging users in this country', httpStatus: 403 },
  131000: { title: 'Something went wrong', httpStatus: 500 },
  131005: { title: 'Access denied', httpStatus: 403 },
  131008: { title: 'Required parameter is missing' },
  131009: { title: 'Parameter value is not valid' },
  131016: { title: 'Service unavailable', httpStatus: 503, isTransient: true },
  131021: { title: 'Recipient cannot be sender' },
  131026: { title: 'Message undeliverable' },
  131031: { title: 'Business Account locked', httpStatus: 403 },
  131037: { title: 'Display name approval is required' },
  131042: { title: 'Business eligibility payment issue' },
  131045: { title: 'Incorrect certificate', httpStatus: 500 },
  131047: { title: 'Re-engagement message' },
  131048: { title: 'Spam rate limit hit' },
  131049: { title: 'This message was not delivered to maintain healthy ecosystem engagement.' },
  131050: { title: 'User has stopped marketing messages' },
  131051: { title: 'Unsupported message type' },
  131052: { title: 'Media download error' },
  131053: { title: 'Media upload error' },
  131055: { title: 'Method not allowed' },
  131056: { title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { title: 'Account in maintenance mode', httpStatus: 500 },
  131060: { title: 'This message is currently unavailable.' },
  131062: { title: 'Business-scoped user id is not supported for this message' },
  131063: { title: 'Marketing templates are disabled on Cloud API' },
  131064: { title: 'Messaging limit due to template misclassification' },
  132000: { title: 'Number of parameters does not match the expected number of params' },
  132001: { title: 'Template name does not exist in the translation', httpStatus: 404 },
  132005: { title: 'Template hydrated text too long' },
  132007: { title: 'Template format character policy violated' },
  132008: { title: 'Parameter format does not match format in the created template' },
  132012: { title: 'Parameter format does not match format in the created template' },
  132015: { title: 'Template is paused' },
  132016: { title: 'Template is disabled' },
  132018: { title: 'Template parameters have a validation error' },
  132068: { title: 'Flow is in blocked state' },
  132069: { title: 'Flow is in throttled state' },
  133000: { title: 'Incomplete deregistration', httpStatus: 500 },
  133004: { title: 'Server temporarily unavailable', httpStatus: 503, isTransient: true },
  133005: { title: 'Two step verification PIN mismatch' },
  133006: { title: 'Phone number needs to be verified before registering' },
  133008: { title: 'Too many PIN guesses' },
  133009: { title: 'PIN guessed too fast' },
  133010: { title: 'Phone number not registered' },
  133015: { title: 'Please wait a few minutes before attempting to register this phone number' },
  133016: { title: 'Account register deregister rate limit exceeded' },
  134011: { title: 'WhatsApp Payments terms of service have not been accepted' },
  134100: { title: 'Only marketing messages are supported' },
  134101: { title: 'Template is being synchronized' },
  134102: { title: 'Template is unavailable for this API', httpStatus: 500 },
  135000: { title: 'Generic user error' },
  200005: { title: 'Template insights are not available' },
  200006: { title: 'Template insights cannot be disabled' },
  200007: { title: 'Template insights are not enabled' },
  1752041: { title: 'Duplicate onboarding request' },
  2388012: { title: 'The phone number is already in use' },
  2388091: { title: 'Phone number migration is not possible' },
  2388093: { title: 'Phone number migration: two-step verification is on' },
  2388103: { title: 'Phone number migration: account mismatch' },
  2593107: { title: 'Synchronization request limit exceeded' },
  2593108: { title: 'Synchronization request made outside of allowed time window' },
  2593109: { title: 'History sync is turned off by the business from the WhatsApp Business App' },
  138001: { title: 'Receiver uncallable' },
  2494100: { title: 'Phone number is in maintenance', httpStatus: 500, isTransient: true },
};

export const knownErrorCodes: readonly number[] = Object.keys(kinds).map(Number);

export function errorTitle(code: number): string {
  return kinds[code]?.title ?? 'Unknown error';
}

type RefusalDetails = {
  details?: string;
  subcode?: number;
  /** Replaces "(#code) title" where Meta words it otherwise. */
  message?: string;
  type?: string;
  userTitle?: string;
  userMessage?: string;
  httpStatus?: number;
};

/** A call that Meta refuses at once. Thrown by what decides, turned into an answer in one place. */
export class MetaRefusal extends Error {
  readonly code: number;
  readonly httpStatus: number;
  readonly refusal: RefusalDetails;

  constructor(code: number, refusal: RefusalDetails = {}) {
    super(refusal.message ?? `(#${code}) ${errorTitle(code)}`);
    this.name = 'MetaRefusal';
    this.code = code;
    this.refusal = refusal;
    this.httpStatus = refusal.httpStatus ?? kinds[code]?.httpStatus ?? 400;
  }
}

/** Meta's error shape; `error_data` only where there are details, as on the wire. */
export function refusalBody(refused: MetaRefusal, fbtraceId: string): object {
  const { details, subcode, type, userTitle, userMessage } = refused.refusal;
  return {
    error: {
      message: refused.message,
      type: type ?? 'OAuthException',
      code: refused.code,
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(kinds[refused.code]?.isTransient ? { is_transient: true } : {}),
      ...(userTitle === undefined ? {} : { error_user_title: userTitle }),
      ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
      fbtrace_id: fbtraceId,
    },
  };
}

/** The answer to an id that does not exist, is not visible to the token, or does not know the call. */
export function unsupportedRequest(method: string, objectId: string): MetaRefusal {
  return new MetaRefusal(100, {
    subcode: 33,
    type: 'GraphMethodException',
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${objectId}' does not exist, ` +
      'cannot be loaded due to missing permissions, or does not support this operation. Please read the ' +
      'Graph API documentation at https://developers.facebook.com/docs/graph-api',
  });
}

/** An error as `statuses[].errors[]` and `value.errors[]` carry it. */
export function webhookError(code: number, details?: string): object {
  const title = errorTitle(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? defaultDetails[code] ?? title },
    href: '/documentation/business-messaging/whatsapp/support/error-codes',
  };
}

/**
 * What stands beside a message that Meta cannot show. `{type: "errors"}` is one that is unavailable for now, as on
 * the first contact with a number that has the phone app too.
 */
export function unsupportedError(unsupported: unknown): object {
  const kind = typeof unsupported === 'object' && unsupported !== null && 'type' in unsupported;
  if (kind && unsupported.type === 'errors') {
    const sentence = 'This message is currently unavailable.';
    return { code: 131060, title: sentence, message: sentence, error_data: { details: sentence } };
  }
  const title = 'Message type unknown';
  return {
    code: 131051,
    title,
    message: title,
    error_data: { details: 'Message type is currently not supported.' },
  };
}

const defaultDetails: Record<number, string> = {
  131026: 'Message Undeliverable.',
  131047:
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131049: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
};
