import type { TestProject } from 'vitest/node';
import { startBrowser } from './browser.ts';
import { startOwnDeployment } from './deployment.ts';
import { muteAlerts } from './mute-alerts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the deployment under test answers. */
    dashboardUrl: string;
    simulatorUrl: string;
    /** The folder that holds all that it keeps. */
    state: string;
    /** Where the browser is joined. */
    browserUrl: string;
  }
}

/** One deployment and one browser for all test files; each test has customers of its own in it. */
export default async function startDeployment(project: TestProject): Promise<() => Promise<void>> {
  const browser = await startBrowser();
  const deployment = await startOwnDeployment().catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  await muteAlerts(deployment.dashboardUrl).catch(async (error: unknown) => {
    await Promise.all([browser.close(), deployment.stop()]);
    throw error;
  });
  project.provide('dashboardUrl', deployment.dashboardUrl);
  project.provide('simulatorUrl', deployment.simulatorUrl);
  project.provide('state', deployment.state);
  project.provide('browserUrl', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await deployment.stop();
  };
}
