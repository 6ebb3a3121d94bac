import { describe, expect, it } from 'vitest';
import type { FacebookSdk, LoginAnswer } from './facebook-sdk.ts';
import { createSignupWindowStore } from './signup-window-store.ts';
import type { DashboardWord, Said, WindowWord } from './signup-talk.ts';

const META = 'https://www.facebook.com';
const settings = { appId: '1', configId: '2', sdkUrl: 'https://x', graphVersion: 'v25.0', origins: [META] };
const finish = { waba_id: '880', phone_number_id: '770' };
const message = (event: string, data: object, origin = META) => ({
  origin,
  data: JSON.stringify({ type: 'WA_EMBEDDED_SIGNUP', event, data }),
});

const opened = async () => {
  const said: Said<WindowWord>[] = [];
  const logins: { onAnswer: (answer: LoginAnswer) => void; options: Record<string, unknown> }[] = [];
  const timers: (() => void)[] = [];
  let dashboardSays: (word: DashboardWord) => void = () => {};
  const sdk: FacebookSdk = {
    init: () => {},
    login: (onAnswer, options) => void logins.push({ onAnswer, options }),
  };
  const store = createSignupWindowStore({
    settings,
    session: 's',
    loadSdk: () => Promise.resolve(sdk),
    openTalk: (_, onWord) => {
      dashboardSays = onWord;
      return { say: (word) => void said.push(word), close: () => {} };
    },
    later: (work) => {
      timers.push(work);
      return () => void timers.splice(timers.indexOf(work), 1);
    },
  });
  await store.start();
  said.length = 0;
  store.goToMeta();
  const answers = (code: string | null) =>
    logins.at(-1)?.onAnswer({ authResponse: code === null ? null : { code } });
  return { store, said, logins, timers, answers, hears: (word: DashboardWord) => dashboardSays(word) };
};

const whole = { kind: 'finished', code: 'c', wabaId: '880', phoneNumberId: '770', coexistence: false };

describe('the window of Embedded Signup', () => {
  it('hands over code and ids once it has both, in whichever order Meta gives them', async () => {
    const first = await opened();
    first.answers('c');
    expect(first.said).toEqual([]);
    first.store.hear(message('FINISH', finish));
    expect(first.said).toEqual([whole]);

    const second = await opened();
    second.store.hear(message('FINISH', finish));
    expect(second.said).toEqual([]);
    second.answers('c');
    expect(second.said).toEqual([whole]);
  });

  it.each([
    'http://www.facebook.com',
    'https://www.facebook.com.evil.test',
    'https://evilfacebook.com',
    'null',
  ])('does not hear what %s says, and still hears Meta', async (origin) => {
    const { store, said, answers } = await opened();
    store.hear(message('FINISH', { waba_id: '666', phone_number_id: '666' }, origin));
    store.hear(message('CANCEL', {}, origin));
    answers('c');
    expect(said).toEqual([]);
    store.hear(message('FINISH', finish));
    expect(said).toEqual([whole]);
  });

  it('takes what is no event for nothing: other texts, other types, ids that are none', async () => {
    const { store, said } = await opened();
    for (const data of [
      'cb=f1&code=1',
      '{"type":"WA_EMBEDDED_SIGNUP"}',
      { type: 'other', event: 'FINISH' },
      7,
      null,
    ])
      store.hear({ origin: META, data });
    expect([said, store.phase.value.kind]).toEqual([[], 'at_meta']);
    store.hear(message('FINISH', { waba_id: '../x' }));
    expect(said).toMatchObject([{ kind: 'failed' }]);
  });

  it('tells of a number that stays on its phone, which Meta does not name', async () => {
    const { store, said, answers, logins } = await opened();
    expect(logins[0]?.options).toMatchObject({
      config_id: '2',
      response_type: 'code',
      extras: { featureType: '' },
    });
    store.startAgain();
    store.staysOnPhone.value = true;
    store.goToMeta();
    expect(logins[1]?.options).toMatchObject({ extras: { featureType: 'whatsapp_business_app_onboarding' } });
    store.hear(message('FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING', { waba_id: '880' }));
    answers('c');
    expect(said).toEqual([{ ...whole, phoneNumberId: null, coexistence: true }]);
  });

  it('is ready again after it was given up, went wrong, or told only half', async () => {
    const { store, said, answers, timers } = await opened();
    store.hear(message('CANCEL', { current_step: 'PHONE_NUMBER_SETUP' }));
    answers(null);
    expect([said.splice(0), store.phase.value.kind]).toEqual([[{ kind: 'cancelled' }], 'ready']);

    store.goToMeta();
    store.hear(message('ERROR', { error_message: 'The name is not allowed.' }));
    expect(said.splice(0)).toEqual([{ kind: 'failed', message: 'The name is not allowed.' }]);

    store.goToMeta();
    answers('c');
    timers.splice(0).forEach((run) => run());
    expect([said.splice(0), store.phase.value.kind]).toMatchObject([[{ kind: 'failed' }], 'ready']);
  });

  it('says what became of it on the dashboard, or that nobody is there to hear', async () => {
    const { store, answers, hears, timers } = await opened();
    store.hear(message('FINISH', finish));
    answers('c');
    hears({ session: 's', kind: 'received' });
    expect([store.phase.value.kind, timers]).toEqual(['connecting', []]);
    hears({ session: 's', kind: 'refused', message: 'Not yours.' });
    expect(store.phase.value).toEqual({ kind: 'refused', message: 'Not yours.' });

    const alone = await opened();
    alone.store.hear(message('FINISH', finish));
    alone.answers('c');
    alone.timers.splice(0).forEach((run) => run());
    expect(alone.store.phase.value.kind).toBe('broken');
  });
});
