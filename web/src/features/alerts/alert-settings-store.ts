import { computed, signal } from '@preact/signals';
import type { AlertSettings } from '../../../../workers/contracts/api/alert-settings.ts';
import type { AlertsApi } from '../../api/alerts-api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type AlertSettingsStore = ReturnType<typeof createAlertSettingsStore>;

/** What alerts are raised of and who is told, as a person edits it while a colleague may too. */
export const createAlertSettingsStore = ({ api }: { api: Pick<AlertsApi, 'getAlertSettings'> }) => {
  /** What the form began with. */
  const saved = signal<AlertSettings | null>(null);
  const newest = signal<AlertSettings | null>(null);
  const problem = signal<ApiProblem | null>(null);
  /** Whether the form says something else than what was saved. */
  let isWritten = false;

  const adopt = (settings: AlertSettings) => {
    isWritten = false;
    saved.value = settings;
  };
  return {
    saved,
    problem,
    /** A colleague's, which wait because something else is being written here. */
    theirs: computed(() =>
      newest.value !== null && saved.value !== null && newest.value.version > saved.value.version
        ? newest.value
        : null,
    ),
    write: (isChanged: boolean) => {
      isWritten = isChanged;
    },
    load: async () => {
      try {
        const settings = await api.getAlertSettings();
        newest.value = settings;
        problem.value = null;
        if (saved.peek() === null || !isWritten) adopt(settings);
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      }
    },
    adopt,
  };
};
