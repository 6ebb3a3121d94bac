import type { AlertNotify, AlertRules } from '../../contracts/api/alert-settings.ts';

/** What a company is alerted of until it says otherwise. */
export const DEFAULT_RULES: AlertRules = {
  deadLetters: { isOn: true, count: 5, minutes: 60 },
  sendFailures: { isOn: true, percent: 20, minutes: 60, atLeast: 20 },
  silence: { isOn: true, minutes: 60, atLeast: 20 },
  eventFailures: { isOn: true, count: 5, minutes: 60 },
  oldestJob: { isOn: true, minutes: 15 },
};

/** Without people: those who own the company are told, until it says otherwise. */
export const DEFAULT_NOTIFY: AlertNotify = { userIds: [], minSeverity: 'warning', mutedFamilies: [] };

export interface StoredSettings {
  rules: AlertRules;
  notify: AlertNotify;
  webhookUrlSealed: string | null;
  webhookHost: string | null;
  /** 0 while they are as they come. */
  version: number;
}

export function readSettings(
  row:
    | {
        rules: string;
        notify: string;
        webhookUrlSealed: string | null;
        webhookHost: string | null;
        version: number;
      }
    | undefined,
): StoredSettings {
  if (row === undefined)
    return {
      rules: DEFAULT_RULES,
      notify: DEFAULT_NOTIFY,
      webhookUrlSealed: null,
      webhookHost: null,
      version: 0,
    };
  return {
    ...row,
    // Sound: only changeSettings writes them, and a rule that is newer than the row is as it comes.
    rules: { ...DEFAULT_RULES, ...(JSON.parse(row.rules) as AlertRules) },
    notify: { ...DEFAULT_NOTIFY, ...(JSON.parse(row.notify) as AlertNotify) },
  };
}
