import { expect, it } from 'vitest';
import { readTemplateNews } from './template-news.ts';

const newsOf = (...buttons: object[]) =>
  readTemplateNews({
    field: 'message_template_components_update',
    payload: JSON.stringify({
      message_template_id: 41,
      message_template_name: 'sign_in',
      message_template_language: 'en-US',
      message_template_element: '*{{1}}* is your code.',
      message_template_buttons: buttons,
    }),
  });
const button = (text: string, url: string) => ({
  message_template_button_type: 'URL',
  message_template_button_text: text,
  message_template_button_url: url,
});

it('the button of a code stays one when Meta tells of its template, and no other link becomes one', () => {
  const code = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}';
  const other = 'https://shop.example/otp/code/?otp_type=COPY_CODE';
  expect(newsOf(button('Copy code', code))?.parts?.buttons).toEqual([
    { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' },
  ]);
  expect(newsOf(button('Shop', other))?.parts?.buttons).toEqual([{ type: 'URL', text: 'Shop', url: other }]);
});
