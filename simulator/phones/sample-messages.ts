import type { JsonObject } from '../world/types.ts';
import { unsupportedError } from '../meta/errors.ts';
import type { WrittenMessage } from './written-message.ts';

export type SampleMessage = WrittenMessage & { kind: string };

const DAY_SECONDS = 24 * 60 * 60;

/** Ready examples of every type that needs no file. `answered` is a message that the answers refer to. */
export function sampleMessages(answered: string, nowSeconds: number): SampleMessage[] {
  return [
    {
      kind: 'location',
      type: 'location',
      content: {
        latitude: -23.561414,
        longitude: -46.655881,
        name: 'Avenida Paulista',
        address: 'São Paulo, SP',
        url: 'https://maps.example/paulista',
      },
    },
    { kind: 'live location', type: 'location', content: { latitude: -22.9519, longitude: -43.2105 } },
    {
      kind: 'contacts',
      type: 'contacts',
      content: [
        {
          name: { formatted_name: 'Marta Reis', first_name: 'Marta', last_name: 'Reis' },
          phones: [{ phone: '+55 11 91234-5678', wa_id: '5511912345678', type: 'MOBILE' }],
          emails: [{ email: 'marta@reis.example', type: 'WORK' }],
          org: { company: 'Reis & Co', title: 'Buyer' },
          birthday: '1990-05-17',
        },
        {
          name: { formatted_name: 'Office' },
          phones: [{ phone: '+55 11 3333-4444', type: 'WORK' }],
        },
      ],
    },
    answer('button_reply', { id: 'yes', title: 'Yes, please' }, answered),
    answer('list_reply', { id: 'rose', title: 'Rose', description: 'Red, by the dozen' }, answered),
    answer(
      'nfm_reply',
      {
        name: 'flow',
        body: 'Sent',
        response_json: JSON.stringify({ flow_token: 'booking-1', day: '2026-06-20', guests: 4 }),
      },
      answered,
    ),
    answer(
      'nfm_reply',
      {
        name: 'address_message',
        body: 'Rua das Flores 12',
        response_json: JSON.stringify({
          values: { name: 'Ana', address: 'Rua das Flores 12', city: 'Santos' },
        }),
      },
      answered,
    ),
    answer(
      'call_permission_reply',
      {
        response: 'accept',
        is_permanent: false,
        expiration_timestamp: nowSeconds + 7 * DAY_SECONDS,
        response_source: 'user_action',
      },
      answered,
    ),
    answer('call_permission_reply', { response: 'reject', response_source: 'user_action' }, answered),
    {
      kind: 'button',
      type: 'button',
      content: { payload: 'CONFIRM', text: 'Confirm' },
      replyTo: answered,
    },
    {
      kind: 'order',
      type: 'order',
      content: {
        catalog_id: '194836987003835',
        text: 'For Saturday, please',
        product_items: [
          { product_retailer_id: 'ROSE-12', quantity: 2, item_price: 59.9, currency: 'BRL' },
          { product_retailer_id: 'VASE', quantity: 1, item_price: 120, currency: 'BRL' },
        ],
      },
    },
    {
      kind: 'text about a product',
      type: 'text',
      content: { body: 'Is this one still there?' },
      extra: {
        context: {
          referred_product: { catalog_id: '194836987003835', product_retailer_id: 'ROSE-12' },
        },
      },
    },
    {
      kind: 'text from an ad',
      type: 'text',
      content: { body: 'I saw your ad' },
      extra: { referral: adReferral },
    },
    { kind: 'text forwarded', type: 'text', content: { body: 'Look at this' }, isForwarded: true },
    {
      kind: 'text forwarded often',
      type: 'text',
      content: { body: 'Everybody says so' },
      isForwarded: true,
      isFrequentlyForwarded: true,
    },
    {
      kind: 'image that Meta could not fetch',
      type: 'image',
      content: {
        id: '100000000000000',
        mime_type: 'image/jpeg',
        sha256: 'c2FtcGxl',
        caption: 'Our new sign',
      },
      extra: {
        errors: [
          {
            code: 131052,
            title: 'Media download error',
            message: 'Media download error',
            error_data: { details: 'Media file size too big.' },
          },
        ],
      },
    },
    {
      kind: 'interactive that Meta could not read',
      type: 'interactive',
      content: undefined,
      replyTo: answered,
      valueErrors: [
        {
          code: 131000,
          title: 'Something went wrong',
          message: 'Something went wrong',
          error_data: { details: 'Unsupported webhook payload' },
        },
      ],
    },
    unsupported('poll_creation'),
    unsupported('errors'),
    { kind: 'request_welcome', type: 'request_welcome', content: undefined },
    {
      kind: 'identity changed',
      type: 'system',
      content: { body: 'User identity changed', type: 'customer_identity_changed' },
      extra: {
        identity: { acknowledged: true, created_timestamp: String(nowSeconds), hash: 'sample-identity-hash' },
      },
    },
  ];
}

const adReferral: JsonObject = {
  source_url: 'https://fb.me/sample-ad',
  source_id: '120212345678900000',
  source_type: 'ad',
  headline: 'Roses for every day',
  body: 'Ask us for the flowers of the week.',
  media_type: 'image',
  image_url: 'https://ads.example/roses.jpg',
  ctwa_clid: 'ARsample-click',
  welcome_message: { text: 'Hi! Which flowers are you looking for?' },
};

function answer(type: string, content: JsonObject, replyTo: string): SampleMessage {
  return { kind: type, type: 'interactive', content: { type, [type]: content }, replyTo };
}

function unsupported(type: string): SampleMessage {
  const content = { type };
  return {
    kind: `unsupported ${type}`,
    type: 'unsupported',
    content,
    extra: { errors: [unsupportedError(content)] },
  };
}
