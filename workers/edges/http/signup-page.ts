import { GRAPH_VERSION } from '../../channels/cloud/graph-version.ts';
import { SIGNUP_PAGE } from '../../contracts/api/embedded-signup.ts';
import type { SignupSettings } from '../../contracts/signup-window.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { publicEndpoint, type Endpoint } from './endpoint.ts';
import { signupPolicy } from './signup-policy.ts';

/**
 * The window in which somebody signs up at Meta. A page of its own, because Meta's code runs in it: it has no session,
 * and the dashboard, which has one, is cut off from it by its own opener policy.
 */
export const signupPage: Endpoint = publicEndpoint({
  method: 'GET',
  path: SIGNUP_PAGE,
  summary: "The window of Meta's Embedded Signup.",
  publicBecause: 'it holds nothing but the public ids of the Meta app, and the dashboard asks the API',
  async handle({ bindings, config: { signup } }, { request }) {
    if (signup === null) throw new NotFoundError('address');
    const { origins, headers } = signupPolicy(signup.sdkUrl);
    const page = await bindings.ASSETS.fetch(new URL(SIGNUP_PAGE, request.url));
    const settings: SignupSettings = { ...signup, origins, graphVersion: GRAPH_VERSION };
    const filled = new HTMLRewriter()
      .on('meta[name="signup"]', {
        element: (element) => void element.setAttribute('content', JSON.stringify(settings)),
      })
      .transform(page);
    return new Response(filled.body, { status: page.status, headers });
  },
});
