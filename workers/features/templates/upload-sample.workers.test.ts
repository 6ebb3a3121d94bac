import { expect, it } from 'vitest';
import type { Upload } from '../../contracts/api/media.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { pdf } from '../../testing/files.ts';
import { testVars } from '../../testing/vars.ts';
import { openOffice } from '../../testing/thread.ts';

const PATH = '/v1/templates/samples';

async function officeWithUpload() {
  const office = await openOffice(createDeployment());
  const { deployment, owner, channel } = office;
  const response = await deployment.upload(
    owner,
    '/v1/uploads?kind=document&filename=a.pdf',
    pdf(),
    'application/pdf',
  );
  const { id: uploadId } = await response.json<Upload>();
  return { ...office, body: { channelId: channel.id, uploadId } };
}

it('a sample is handed over in two steps, and the template gets its handle', async () => {
  const { deployment, owner, number, body } = await officeWithUpload();
  deployment.graph.answers.push(
    { status: 200, body: { id: 'upload:MTphdHRhY2htZW50' } },
    { status: 200, body: { h: '4::aW1hZ2U' } },
  );
  expect(await deployment.json(owner, 'POST', PATH, body)).toEqual({ handle: '4::aW1hZ2U' });
  expect(
    deployment.graph.calls
      .slice(-2)
      .map(({ url, authorization, headers, body: sent }) => [
        url,
        authorization,
        headers['file_offset'],
        sent,
      ]),
  ).toEqual([
    [
      `http://graph.test/v25.0/${testVars.META_APP_ID}/uploads?file_name=a.pdf&file_length=${pdf().length}&file_type=application%2Fpdf`,
      `OAuth token-of-${number}`,
      undefined,
      null,
    ],
    [`http://graph.test/v25.0/upload:MTphdHRhY2htZW50`, `OAuth token-of-${number}`, '0', pdf()],
  ]);
});

it('what Meta refuses is refused with its words, and what it cannot say now may be tried again', async () => {
  const { deployment, owner, body } = await officeWithUpload();
  deployment.graph.answers.push({ status: 400, body: { error: { code: 100, message: 'bad type' } } });
  expect((await deployment.call(owner, 'POST', PATH, body)).status).toBe(422);
  deployment.graph.answers.push('reset');
  expect((await deployment.call(owner, 'POST', PATH, body)).status).toBe(503);
});

it('another company’s upload is no sample', async () => {
  const mine = await officeWithUpload();
  const theirs = await officeWithUpload();
  const body = { ...mine.body, uploadId: theirs.body.uploadId };
  expect((await mine.deployment.call(mine.owner, 'POST', PATH, body)).status).toBe(404);
});

it('a sample goes to the company’s own app, by the id that was given with the number, else by the token’s own', async () => {
  const { deployment, owner, body } = await officeWithUpload();
  await deployment.json(owner, 'PUT', '/v1/company/meta-app', {
    appSecret: 'an-own-app-secret-0123',
    verifyToken: 'own-verify',
  });
  const connect = (number: string, more: object) =>
    deployment.json<{ id: string }>(owner, 'POST', '/v1/channels', {
      kind: 'cloud',
      name: number,
      phoneNumberId: number,
      wabaId: `8${number}`,
      displayPhoneNumber: '+1 555 010 0001',
      accessToken: 'own token',
      app: 'company',
      skipVerification: true,
      ...more,
    });
  const taken = [
    { status: 200, body: { id: 'upload:MTphdHRhY2htZW50' } },
    { status: 200, body: { h: '4::aW1hZ2U' } },
  ];
  const appAsked = async (channelId: string) => {
    await deployment.json(owner, 'POST', PATH, { ...body, channelId });
    return new URL(deployment.graph.calls.at(-2)?.url ?? '').pathname;
  };
  const named = await connect('7771', { appId: '424242' });
  deployment.graph.answers.push(...taken);
  expect(await appAsked(named.id)).toBe('/v25.0/424242/uploads');
  const unnamed = await connect('7772', {});
  deployment.graph.answers.push(
    { status: 200, body: { data: { is_valid: true, app_id: '535353' } } },
    ...taken,
  );
  expect(await appAsked(unnamed.id)).toBe('/v25.0/535353/uploads');
  deployment.graph.answers.push({ status: 200, body: { data: { is_valid: true } } });
  const refused = await deployment.call(owner, 'POST', PATH, { ...body, channelId: unnamed.id });
  expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([422, 'no_app_id']);

  // The id can be added to a number that is connected, once Meta says that its token is of that app.
  const ofApp = { status: 200, body: { data: { is_valid: true, app_id: '646464' } } };
  const change = (appId: string | null) => {
    deployment.graph.answers.push(ofApp);
    return deployment.call(owner, 'PATCH', `/v1/channels/${unnamed.id}`, { appId });
  };
  const wrong = await change('747474');
  expect([wrong.status, await wrong.json()]).toEqual([
    422,
    expect.objectContaining({
      fields: [{ path: 'appId', message: 'The number’s access token is of another app: 646464.' }],
    }),
  ]);
  expect(await (await change('646464')).json()).toMatchObject({ id: unnamed.id, appId: '646464' });
  deployment.graph.answers.splice(0, deployment.graph.answers.length, ...taken);
  expect(await appAsked(unnamed.id)).toBe('/v25.0/646464/uploads');
  expect(await deployment.json(owner, 'PATCH', `/v1/channels/${unnamed.id}`, { appId: null })).toMatchObject({
    appId: null,
  });
});

it('an app’s id is refused for a number of the deployment’s app', async () => {
  const { deployment, owner, body } = await officeWithUpload();
  const path = `/v1/channels/${body.channelId}`;
  const refused = await deployment.call(owner, 'PATCH', path, { appId: '424242' });
  expect(refused.status).toBe(422);
  expect(await deployment.json(owner, 'GET', path)).toMatchObject({ app: 'deployment', appId: null });
});
