import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { contentOfCard, EMPTY_CARD, faultsOfCard } from './contact-card.rules.ts';
import { contentOfLocation, faultsOfLocation, readPlace } from './location.rules.ts';

describe('a place', () => {
  it.each([
    ['-23.5614, -46.6559', '-23.5614', '-46.6559'],
    ['https://maps.example/maps?q=48.8584,2.2945&z=17', '48.8584', '2.2945'],
    ['https://www.google.com/maps/place/X/@1.0,2.0,17z/data=!3m1!3d48.8584!4d2.2945', '48.8584', '2.2945'],
    ['https://www.google.com/maps/@-33.4569,-70.6483,15z', '-33.4569', '-70.6483'],
    ['https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=17/1/2', '52.5163', '13.3777'],
    ['https://maps.apple.com/?ll=37.3349,-122.0090', '37.3349', '-122.0090'],
    ['geo:37.78,-122.39', '37.78', '-122.39'],
  ])('is read from %s', (text, latitude, longitude) => {
    expect(readPlace(text)).toEqual({ latitude, longitude });
  });

  it.each(['Rua Augusta 100', '95.1, 10', 'https://example.com/@200,300', ''])(
    'is not read from “%s”',
    (text) => {
      expect(readPlace(text)).toBeNull();
    },
  );

  it('is sent with what is known of it, and refused with the field that is wrong', () => {
    const draft = { latitude: '-23.56', longitude: ' -46.65', name: 'Shop', address: ' ' };
    expect(faultsOfLocation(draft)).toEqual({});
    const content = contentOfLocation(draft);
    expect(content).toEqual({
      type: 'location',
      location: { latitude: -23.56, longitude: -46.65, name: 'Shop' },
    });
    expect(z.safeParse(outboundContent, content).success).toBe(true);
    expect(Object.keys(faultsOfLocation({ ...draft, latitude: 'x', longitude: '181' }))).toEqual([
      'latitude',
      'longitude',
    ]);
  });
});

describe('a contact card', () => {
  it('carries the number so that it can be written to with a press', () => {
    const content = contentOfCard({ ...EMPTY_CARD, name: 'Bruna de Lima', phone: '55 11 98765-4321' });
    expect(content).toEqual({
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Bruna de Lima', first_name: 'Bruna', last_name: 'de Lima' },
          phones: [{ phone: '+55 11 98765-4321', wa_id: '5511987654321', type: 'CELL' }],
        },
      ],
    });
    expect(z.safeParse(outboundContent, content).success).toBe(true);
  });

  it('needs a name and a way to reach them', () => {
    expect(Object.keys(faultsOfCard(EMPTY_CARD))).toEqual(['name', 'phone']);
    expect(faultsOfCard({ ...EMPTY_CARD, name: 'A', email: 'a@shop.example' })).toEqual({});
    expect(Object.keys(faultsOfCard({ ...EMPTY_CARD, name: 'A', phone: 'call me', email: 'a' }))).toEqual([
      'phone',
      'email',
    ]);
  });
});
