import { alert, alertList } from '../../../workers/contracts/api/alerts.ts';
import { alertSettings, type ChangeAlertSettings } from '../../../workers/contracts/api/alert-settings.ts';
import { notificationList } from '../../../workers/contracts/api/notifications.ts';
import type { ApiClient } from './client.ts';

/** Whose alerts: those of the company, or of the whole deployment. */
export type AlertScope = 'company' | 'deployment';
export type AlertsApi = ReturnType<typeof createAlertsApi>;

export const createAlertsApi = (call: ApiClient['call'], scope: AlertScope) => {
  const prefix = scope === 'company' ? '/v1' : '/v1/operator';
  return {
    listAlerts: (query: { state: 'open' | 'all'; cursor?: string | undefined }) =>
      call({ method: 'GET', path: `${prefix}/alerts`, query: { ...query, limit: 100 }, answer: alertList }),
    acknowledgeAlert: (id: string) =>
      call({ method: 'POST', path: `${prefix}/alerts/${id}/acknowledge`, answer: alert }),
    resolveAlert: (id: string) =>
      call({ method: 'POST', path: `${prefix}/alerts/${id}/resolve`, answer: alert }),
    getAlertSettings: () => call({ method: 'GET', path: `${prefix}/alert-settings`, answer: alertSettings }),
    changeAlertSettings: (body: ChangeAlertSettings) =>
      call({ method: 'PUT', path: `${prefix}/alert-settings`, body, answer: alertSettings }),
    testAlertSettings: () =>
      call({ method: 'POST', path: `${prefix}/alert-settings/test`, answer: notificationList }),
    listNotifications: (alertId?: string) =>
      call({
        method: 'GET',
        path: `${prefix}/alert-notifications`,
        query: { alertId },
        answer: notificationList,
      }),
  };
};
