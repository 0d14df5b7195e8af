import type { Entry } from '../register/declare.ts';
import { code, day, note, number, register, text } from '../register/declare.ts';

/** What a community is like as a place: its area and borders, and what a review of its layout came to (ORG-03). */
export const communityProfile = register({
  register: 'community-profile',
  area: 'places',
  for: ['ORG-03'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 60 }),
    area_km2: number('square-kilometre'),
    boundary: note(),
    review: code('layout_review', { filter: true }),
    reviewed_on: day({ notAfter: 'today' }),
    review_opinion: note(),
    valid_from: day({ required: true }),
    valid_to: day({ notBefore: 'valid_from' }),
  },
  title: 'name',
  lasts: ['valid_from', 'valid_to'],
  identity: ['place'],
  list: ['area_km2', 'review', 'reviewed_on'],
  sorts: ['area_km2', 'reviewed_on'],
  rules: (values): Record<string, { code: string }> => ({
    ...(values.review !== '' && values.reviewed_on === null ? { reviewed_on: { code: 'FIELD_REQUIRED' } } : {}),
    ...(values.review === '' && values.reviewed_on !== null ? { review: { code: 'FIELD_REQUIRED' } } : {}),
  }),
});
export type CommunityProfile = Entry<typeof communityProfile>;
