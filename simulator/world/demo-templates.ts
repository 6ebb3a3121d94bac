import type { Ids } from './ids.ts';
import type { Template } from './types.ts';

/** The approved templates that every account begins with, so that there is something to send. */
export function createDemoTemplates(wabaId: string, ids: Ids): Template[] {
  const template = (
    name: string,
    language: string,
    category: Template['category'],
    components: Template['components'],
  ): Template => ({
    id: ids.graphObject(),
    wabaId,
    name,
    language,
    category,
    status: 'APPROVED',
    parameterFormat: 'POSITIONAL',
    components,
    rejectedReason: 'NONE',
    qualityScore: 'GREEN',
  });
  return [
    template('hello_world', 'en_US', 'UTILITY', [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      { type: 'BODY', text: 'Welcome! This message shows that your number can send templates.' },
      { type: 'FOOTER', text: 'Sent from a test number' },
    ]),
    template('order_update', 'pt_BR', 'UTILITY', [
      {
        type: 'BODY',
        text: 'Olá {{1}}, o seu pedido {{2}} já saiu para entrega.',
        example: { body_text: [['Ana', 'A-1042']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Obrigado' },
          { type: 'QUICK_REPLY', text: 'Preciso de ajuda' },
        ],
      },
    ]),
    template('spring_offer', 'en_US', 'MARKETING', [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U='] } },
      {
        type: 'BODY',
        text: 'Hi {{1}}, this week everything for your garden is {{2}} off. Shall we keep something for you?',
        example: { body_text: [['Ana', '20%']] },
      },
      { type: 'FOOTER', text: 'Reply STOP to unsubscribe' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'See the offers',
            url: 'https://shop.example/offers/{{1}}',
            example: ['spring'],
          },
          { type: 'QUICK_REPLY', text: 'Not now' },
        ],
      },
    ]),
    template('sign_in_code', 'en_US', 'AUTHENTICATION', [
      { type: 'BODY', add_security_recommendation: true, text: '{{1}} is your verification code.' },
      { type: 'FOOTER', code_expiration_minutes: 10, text: 'This code expires in 10 minutes.' },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ]),
  ];
}
