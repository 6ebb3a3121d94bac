import type { TestProject } from 'vitest/node';
import { startOwnDeployment } from './deployment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the deployment under test answers. */
    dashboardUrl: string;
    simulatorUrl: string;
    /** The folder that holds all that it keeps. */
    state: string;
  }
}

/** One deployment for all test files; each test has customers of its own in it. */
export default async function startDeployment(project: TestProject): Promise<() => Promise<void>> {
  const deployment = await startOwnDeployment();
  project.provide('dashboardUrl', deployment.dashboardUrl);
  project.provide('simulatorUrl', deployment.simulatorUrl);
  project.provide('state', deployment.state);
  return () => deployment.stop();
}
