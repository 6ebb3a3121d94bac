/** Secrets and settings of the test deployment; every value is made up. */
export const testVars = {
  DEPLOYMENT: 'local',
  APP_URL: 'http://recado.test',
  META_GRAPH_URL: 'http://graph.test',
  META_APP_ID: '100000000000001',
  META_APP_SECRET: 'test-app-secret-0123456789abcdef',
  META_VERIFY_TOKEN: 'test-verify-token',
  ENCRYPTION_KEYS: `t1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=`,
  JWT_KEYS: `j1:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=`,
};
