import { signal } from '@preact/signals';
import type { SignupSettings } from '../../../workers/contracts/signup-window.ts';
import type { FacebookSdk, LoginAnswer } from './facebook-sdk.ts';
import { readSignupEvent, type SignupEvent } from './signup-event.rules.ts';
import type { DashboardWord, OpenTalk, Said, WindowWord } from './signup-talk.ts';

export type SignupWindowStore = ReturnType<typeof createSignupWindowStore>;

export type SignupPhase =
  | { kind: 'loading' }
  /** Somebody can go to Meta; `note` says what became of the last time. */
  | { kind: 'ready'; note: string | null }
  | { kind: 'at_meta' }
  | { kind: 'telling' }
  | { kind: 'connecting' }
  | { kind: 'connected'; name: string }
  | { kind: 'refused'; message: string }
  | { kind: 'broken'; message: string };

/** How long Meta's two answers may lie apart, in milliseconds. Ours: a code is good for half a minute. */
const APART_MS = 10_000;
/** How long the dashboard may take to say that it heard, in milliseconds. Ours. */
const HEARD_WITHIN_MS = 4_000;

const CANCELLED = 'Nothing was connected: the signup was not finished.';

export const createSignupWindowStore = ({
  settings,
  session,
  loadSdk,
  openTalk,
  later,
}: {
  settings: SignupSettings;
  session: string;
  loadSdk: (settings: SignupSettings) => Promise<FacebookSdk>;
  openTalk: OpenTalk<WindowWord, DashboardWord>;
  /** Runs work after a time, unless what it gives is called before. */
  later: (work: () => void, ms: number) => () => void;
}) => {
  const phase = signal<SignupPhase>({ kind: 'loading' });
  const staysOnPhone = signal(false);
  let sdk: FacebookSdk | null = null;
  let code: string | null = null;
  let event: Extract<SignupEvent, { kind: 'finished' }> | null = null;
  let forget = () => {};

  const heard = (word: DashboardWord) => {
    forget();
    switch (word.kind) {
      case 'received':
        phase.value = { kind: 'connecting' };
        return;
      case 'connected':
        phase.value = { kind: 'connected', name: word.name };
        return;
      case 'refused':
        phase.value = { kind: 'refused', message: word.message };
        return;
      default:
        phase.value = { kind: 'broken', message: 'The dashboard was closed. Open it and start again there.' };
    }
  };
  const talk = openTalk(session, heard);

  const goBack = (word: Said<WindowWord>, note: string) => {
    forget();
    talk.say(word);
    phase.value = { kind: 'ready', note };
  };

  /** Meta gives the code to the SDK's caller and the ids to the window, in either order. */
  const join = () => {
    forget();
    if (code === null || event === null) {
      forget = later(
        () =>
          fail('Meta did not tell all that is needed. Start again, and close its window only at its end.'),
        APART_MS,
      );
      return;
    }
    const { wabaId, phoneNumberId, coexistence } = event;
    talk.say({ kind: 'finished', code, wabaId, phoneNumberId, coexistence });
    phase.value = { kind: 'telling' };
    forget = later(() => {
      phase.value = { kind: 'broken', message: 'The dashboard does not answer. Start again there.' };
    }, HEARD_WITHIN_MS);
  };

  const fail = (message: string) => goBack({ kind: 'failed', message }, message);

  const onLogin = ({ authResponse }: LoginAnswer) => {
    if (phase.peek().kind !== 'at_meta') return;
    const given = authResponse?.code;
    if (given === undefined || given === '') return goBack({ kind: 'cancelled' }, CANCELLED);
    code = given;
    join();
  };

  return {
    phase,
    staysOnPhone,
    start: async () => {
      talk.say({ kind: 'opened' });
      try {
        sdk = await loadSdk(settings);
        phase.value = { kind: 'ready', note: null };
      } catch {
        const message =
          'Meta’s page could not be loaded. A content blocker may hold it back: allow it here, and reload.';
        phase.value = { kind: 'broken', message };
      }
    },
    /** Must be called by a press: browsers open no other window otherwise. */
    goToMeta: () => {
      if (sdk === null) return;
      code = null;
      event = null;
      phase.value = { kind: 'at_meta' };
      sdk.login(onLogin, {
        config_id: settings.configId,
        response_type: 'code',
        override_default_response_type: true,
        extras: {
          setup: {},
          featureType: staysOnPhone.peek() ? 'whatsapp_business_app_onboarding' : '',
          sessionInfoVersion: '3',
          version: 'v4',
        },
      });
    },
    startAgain: () => {
      forget();
      phase.value = { kind: 'ready', note: null };
    },
    /** Any message to the window; only Meta's about a signup under way are heard. */
    hear: (message: { origin: string; data: unknown }) => {
      const said = readSignupEvent(message, settings.origins);
      if (said === null || phase.peek().kind !== 'at_meta') return;
      if (said.kind === 'cancelled') return goBack({ kind: 'cancelled' }, CANCELLED);
      if (said.kind === 'failed') return fail(said.message);
      event = said;
      if (code !== null) join();
    },
    leave: () => talk.say({ kind: 'closed' }),
  };
};
