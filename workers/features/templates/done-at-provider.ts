import type { TemplateOutcome } from '../../channels/port.ts';
import {
  assertNever,
  HouseError,
  NotFoundError,
  TooManyRequestsError,
  ValidationError,
} from '../../platform/errors.ts';

/** What the provider did; throws what people are to be told when it did not. */
export function doneAtProvider<Value>(outcome: TemplateOutcome<Value>): Value {
  switch (outcome.kind) {
    case 'done':
      return outcome.value;
    case 'refused':
      throw ValidationError.ofFields([{ path: outcome.path, message: outcome.message }]);
    case 'gone':
      throw new NotFoundError('template at Meta');
    case 'busy':
      throw new TooManyRequestsError(outcome.retryAfterSeconds);
    case 'unreachable':
      throw new HouseError('meta', outcome.cause);
    default:
      return assertNever(outcome);
  }
}
