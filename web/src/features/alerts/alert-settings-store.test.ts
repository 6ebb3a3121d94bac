import { expect, it } from 'vitest';
import type { AlertSettings } from '../../../../workers/contracts/api/alert-settings.ts';
import { offline } from '../../api/api-problem.ts';
import { createAlertSettingsStore } from './alert-settings-store.ts';

const settings = (version: number): AlertSettings => ({
  rules: {
    deadLetters: { isOn: true, count: 10, minutes: 60 },
    sendFailures: { isOn: true, percent: 20, minutes: 60, atLeast: 20 },
    silence: { isOn: true, minutes: 60, atLeast: 20 },
    eventFailures: { isOn: true, count: 5, minutes: 60 },
    oldestJob: { isOn: true, minutes: 10 },
  },
  notify: { userIds: [], minSeverity: 'warning', mutedFamilies: [] },
  webhookHost: null,
  canMail: true,
  version,
});

const open = async () => {
  let version = 1;
  let isDown = false;
  const store = createAlertSettingsStore({
    api: { getAlertSettings: async () => (isDown ? Promise.reject(offline()) : settings(version)) },
  });
  await store.load();
  return {
    store,
    colleagueSaves: async () => {
      version += 1;
      await store.load();
    },
    goesDown: () => {
      isDown = true;
    },
  };
};

it('settings that a colleague changes are shown at once where nothing else is being written', async () => {
  const { store, colleagueSaves } = await open();
  await colleagueSaves();
  expect([store.saved.value?.version, store.theirs.value]).toEqual([2, null]);
});

it('settings that a colleague changes wait where something else is being written, until they are asked for', async () => {
  const { store, colleagueSaves } = await open();
  store.write(true);
  await colleagueSaves();
  expect([store.saved.value?.version, store.theirs.value?.version]).toEqual([1, 2]);
  store.adopt(settings(2));
  expect([store.saved.value?.version, store.theirs.value]).toEqual([2, null]);
  await colleagueSaves();
  expect(store.saved.value?.version).toBe(3);
});

it('settings that are on screen stay there while nothing answers', async () => {
  const { store, goesDown, colleagueSaves } = await open();
  goesDown();
  await colleagueSaves();
  expect([store.saved.value?.version, store.problem.value?.code]).toEqual([1, 'no_answer']);
});
