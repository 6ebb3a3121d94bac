import { expect, it } from 'vitest';
import { sampleRefusal } from './header-sample.rules.ts';

const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

it('takes of each kind of header what Meta takes as its sample, and says what is wrong with the rest', () => {
  expect([
    sampleRefusal('IMAGE', file('a.png', 'image/png')),
    sampleRefusal('IMAGE', file('a.jpg', 'image/jpg')),
    sampleRefusal('VIDEO', file('a.mp4', 'video/mp4')),
    sampleRefusal('DOCUMENT', file('a.pdf', 'application/pdf')),
  ]).toEqual([null, null, null, null]);
  expect(sampleRefusal('IMAGE', file('a.mp4', 'video/mp4'))).toMatch(/no sample image/);
  expect(sampleRefusal('DOCUMENT', file('a.txt', 'text/plain'))).toMatch(/A PDF of at most/);
  expect(sampleRefusal('VIDEO', file('a.3gp', 'video/3gpp'))).toMatch(/no sample video/);
  expect(sampleRefusal('IMAGE', file('a.png', 'image/png', 6 * 1_048_576))).toMatch(/too large/);
  expect(sampleRefusal('IMAGE', file('a.png', 'image/png', 0))).toMatch(/empty/);
});
