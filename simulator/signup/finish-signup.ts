import { ControlProblem } from '../control/problem.ts';
import { issueSignupCode } from '../graph/signup-codes.ts';
import { saveNumber } from '../world/save-number.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { SignupOutcome } from './serve-signup.ts';

/**
 * What the signup's window hands over at its end: a code, unless it was given up, and the message to the page. Source:
 * Meta, Embedded Signup, session logging.
 */
export function finishSignup(world: World, outcome: SignupOutcome): { code: string | null; message: object } {
  const say = (event: string, data: object) => ({ type: 'WA_EMBEDDED_SIGNUP', event, data, version: 3 });
  if (outcome.event === 'cancel')
    return { code: null, message: say('CANCEL', { current_step: 'PHONE_NUMBER_SETUP' }) };
  if (outcome.event === 'error') {
    const data = {
      error_message: 'Your verified name violates WhatsApp guidelines. Please edit it and try again.',
      error_id: '524126',
      session_id: world.ids.hex(16),
      timestamp: String(Math.floor(world.clock.nowMs() / 1000)),
    };
    return { code: null, message: say('ERROR', data) };
  }
  const number = outcome.isForPhoneApp
    ? keptByPhone(world, numberOf(world, outcome))
    : numberOf(world, outcome);
  const code = issueSignupCode(world, number);
  const account = { waba_id: number.wabaId, business_id: '2329417887457253' };
  if (outcome.isForPhoneApp) {
    // Of a number that stays on its phone Meta tells the account alone.
    return { code, message: say('FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING', account) };
  }
  return outcome.event === 'finish-account'
    ? { code, message: say('FINISH_ONLY_WABA', account) }
    : { code, message: say('FINISH', { ...account, phone_number_id: number.phoneNumberId }) };
}

function numberOf(world: World, { appId, phoneNumberId, newNumber }: SignupOutcome): BusinessNumber {
  const ofApp = world.store.numbers.list().filter((number) => number.appId === appId);
  if (phoneNumberId !== undefined) {
    const chosen = ofApp.find((number) => number.phoneNumberId === phoneNumberId);
    if (!chosen) throw new ControlProblem(404, 'This app has no such number.');
    return chosen;
  }
  const [sibling] = ofApp;
  if (!sibling || newNumber === undefined) throw new ControlProblem(404, 'This app is not known.');
  const number = saveNumber(world, {
    // The app, its secret and its callback are one for all of its numbers.
    ...sibling,
    phoneNumberId: world.ids.graphObject(),
    wabaId: world.ids.graphObject(),
    displayPhoneNumber: `+1 555-${world.ids.graphObject().slice(0, 3)}-${world.ids.graphObject().slice(0, 4)}`,
    verifiedName: newNumber.verifiedName,
    accessToken: `EAA${world.ids.hex(40)}`,
  });
  const fresh: BusinessNumber = { ...baseOf(number), isSubscribed: false, isRegistered: false };
  world.store.numbers.save(fresh);
  world.happenings.publish({ kind: 'number.changed', number: fresh });
  return fresh;
}

/** What a new number does not take from its sibling. */
function baseOf(number: BusinessNumber): BusinessNumber {
  const { pin: _pin, health: _health, askedSyncs: _syncs, registerAttemptsMs: _tries, ...rest } = number;
  const { accountOverride: _account, numberOverride: _number, onboardedAtMs: _since, ...base } = rest;
  return base;
}

function keptByPhone(world: World, number: BusinessNumber): BusinessNumber {
  const kept: BusinessNumber = {
    ...number,
    isRegistered: true,
    onboardedAtMs: world.clock.nowMs(),
    askedSyncs: [],
    health: { ...number.health, isOnPhoneApp: true },
  };
  world.store.numbers.save(kept);
  world.happenings.publish({ kind: 'number.changed', number: kept });
  return kept;
}
