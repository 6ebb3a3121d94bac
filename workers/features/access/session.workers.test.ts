import { beforeEach, describe, expect, it } from 'vitest';
import { createDeployment, PASSWORD, type Deployment } from '../../testing/deployment.ts';
import { SESSION_CACHE_MS } from './live-sessions.ts';
import { ACCESS_TOKEN_SECONDS, ROTATION_GRACE_MS, SESSION_IDLE_MS } from './rules.ts';

let deployment: Deployment;
let companyId: string;
let email: string;
let count = 0;

beforeEach(async () => {
  deployment = createDeployment();
  companyId = await deployment.createCompany(`access-${++count}`);
  email = `person-${count}@people.test`;
  await deployment.signUp(companyId, 'agent', email);
});

interface SignedIn {
  response: Response;
  cookie: string;
  accessToken: string;
}

async function signIn(password = PASSWORD, address = email): Promise<SignedIn> {
  return read(await deployment.call(null, 'POST', '/v1/auth/login', { email: address, password }));
}

async function refresh(cookie: string, headers: Record<string, string> = {}): Promise<SignedIn> {
  return read(await deployment.call(null, 'POST', '/v1/auth/refresh', undefined, { cookie, ...headers }));
}

async function read(response: Response): Promise<SignedIn> {
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  const { accessToken = '' } = await response.clone().json<{ accessToken?: string }>();
  return { response, cookie, accessToken };
}

const me = (accessToken: string) =>
  deployment.call({ companyId, userId: '', sessionId: '', accessToken }, 'GET', '/v1/me');

describe('signing in', () => {
  it('gives a token, the person, the company, and a cookie that no script can read', async () => {
    const { response } = await signIn();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      expiresInSeconds: ACCESS_TOKEN_SECONDS,
      user: { name: 'A agent', email },
      company: { id: companyId, slug: `access-${count}` },
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^recado_refresh=ses_\w+\.[\w-]{43}; Path=\/v1\/auth; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
  });

  it('takes the address in any spelling, with spaces around it', async () => {
    expect((await signIn(PASSWORD, `  ${email.toUpperCase()} `)).response.status).toBe(200);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await signIn('not it');
    const unknown = await signIn(PASSWORD, 'nobody@people.test');
    const answerOf = async ({ response }: SignedIn) => {
      const { requestId: _, ...problem } = await response.json<Record<string, unknown>>();
      return [response.status, problem];
    };
    expect(await answerOf(wrong)).toEqual(await answerOf(unknown));
    expect(wrong.response.status).toBe(401);
  });

  it('waits after too many tries', async () => {
    Object.assign(deployment.env, { LOGIN_LIMIT: { limit: () => Promise.resolve({ success: false }) } });
    const { response } = await signIn();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('waits after too many tries from one network, as whomever', async () => {
    const tries = new Map<string, number>();
    const limit = ({ key }: { key: string }) => {
      tries.set(key, (tries.get(key) ?? 0) + 1);
      return Promise.resolve({ success: (tries.get(key) ?? 0) <= 3 });
    };
    Object.assign(deployment.env, { LOGIN_ADDRESS_LIMIT: { limit } });
    const statusFrom = async (from: string) => {
      const body = { email: `${crypto.randomUUID()}@people.test`, password: 'guess' };
      return (await deployment.call(null, 'POST', '/v1/auth/login', body, { 'cf-connecting-ip': from }))
        .status;
    };
    for (const end of ['1', '2', '3']) expect(await statusFrom(`2001:db8:5:6::${end}`)).toBe(401);
    expect(await statusFrom('2001:db8:5:6:7:8:9:a')).toBe(429);
    expect([await statusFrom('2001:db8:5:7::1'), await statusFrom('203.0.113.9')]).toEqual([401, 401]);
  });
});

describe('an access token', () => {
  it('works until it expires', async () => {
    const { accessToken } = await signIn();
    expect((await me(accessToken)).status).toBe(200);
    deployment.clock.now += ACCESS_TOKEN_SECONDS * 1_000 + 1;
    expect((await me(accessToken)).status).toBe(401);
  });

  it('says what the role allows', async () => {
    const { accessToken } = await signIn();
    expect(await (await me(accessToken)).json()).toMatchObject({
      role: 'agent',
      permissions: expect.arrayContaining(['conversations:write']),
      company: { id: companyId },
    });
  });
});

describe('a session', () => {
  it('goes on with every refresh, each cookie good once', async () => {
    let { cookie } = await signIn();
    for (let day = 0; day < 5; day++) {
      deployment.clock.now += 7 * 24 * 60 * 60 * 1_000;
      const next = await refresh(cookie);
      expect(next.response.status).toBe(200);
      expect(next.cookie).not.toBe(cookie);
      ({ cookie } = next);
    }
  });

  it('ends when it was not used for a month', async () => {
    const { cookie } = await signIn();
    deployment.clock.now += SESSION_IDLE_MS;
    expect((await refresh(cookie)).response.status).toBe(401);
  });

  it('survives two tabs that refresh at once, whichever cookie the browser keeps', async () => {
    const { cookie } = await signIn();
    const first = await refresh(cookie);
    const second = await refresh(cookie);
    expect([first.response.status, second.response.status]).toEqual([200, 200]);
    expect((await refresh(first.cookie)).response.status).toBe(200);
  });

  it('ends for everybody when an old cookie is used again later', async () => {
    const stolen = await signIn();
    const next = await refresh(stolen.cookie);
    deployment.clock.now += ROTATION_GRACE_MS + 1;
    expect((await refresh(stolen.cookie)).response.status).toBe(401);
    expect((await refresh(next.cookie)).response.status).toBe(401);
  });

  it('is over at once when its person signs out, and everywhere within the cache’s time', async () => {
    const { cookie, accessToken } = await signIn();
    expect((await me(accessToken)).status).toBe(200);
    const elsewhere = createDeployment();
    const out = await deployment.call(null, 'POST', '/v1/auth/logout', undefined, { cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await me(accessToken)).status).toBe(401);
    elsewhere.clock.now = deployment.clock.now + SESSION_CACHE_MS;
    expect(
      (await elsewhere.call({ companyId, userId: '', sessionId: '', accessToken }, 'GET', '/v1/me')).status,
    ).toBe(401);
    expect((await refresh(cookie)).response.status).toBe(401);
  });

  it('cannot be refreshed from another site’s page, and can from our own', async () => {
    const { cookie } = await signIn();
    expect((await refresh(cookie, { 'sec-fetch-site': 'cross-site' })).response.status).toBe(403);
    expect((await refresh(cookie, { 'sec-fetch-site': 'same-origin' })).response.status).toBe(200);
  });

  it('is refused for cookies that are not ours', async () => {
    const { cookie } = await signIn();
    for (const forged of [
      'recado_refresh=',
      'recado_refresh=ses_1.x',
      `${cookie}x`,
      cookie.replace('.', '.A'),
    ]) {
      expect((await refresh(forged)).response.status).toBe(401);
    }
    expect((await refresh(cookie)).response.status).toBe(200);
  });
});

it('stores neither passwords nor tokens as they are', async () => {
  const { cookie, accessToken } = await signIn();
  const [sessionId, secret] = cookie.split('=')[1]?.split('.') ?? [];
  const { DIRECTORY } = deployment.env;
  const sessions = await DIRECTORY.prepare('SELECT * FROM sessions WHERE id = ?')
    .bind(sessionId ?? '')
    .all();
  const users = await DIRECTORY.prepare('SELECT * FROM users').all();
  expect(sessions.results).toHaveLength(1);
  const text = JSON.stringify([sessions.results, users.results]);
  for (const told of [PASSWORD, secret ?? '', accessToken]) expect(text.includes(told)).toBe(false);
  expect(deployment.logLines.join('\n')).not.toContain(PASSWORD);
});
