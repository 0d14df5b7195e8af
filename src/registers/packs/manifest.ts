import type { Static } from 'typebox';
import { Type } from 'typebox';

const closed = { additionalProperties: false };

/** A day of a pack: it is written `2026-03-01` and exists. */
export const DayText = Type.String({ format: 'day' });
/** A day, or null for an end that is open. */
export const OpenDay = Type.Union([DayText, Type.Null()], { form: 'open-day' });
/** A region's code of twelve digits; whether the region exists is another question (`isKnownRegion`). */
export const RegionText = Type.String({ pattern: '^[0-9]{12}$', form: 'region' });
/** Contradictions between documents, from the code table `contradiction`. */
export const Apart = Type.Array(Type.String());

/** What a pack rests on and where it holds: `pack.yaml`. */
export const Manifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]*$', form: 'name' }),
    title: Type.String({ minLength: 1 }),
    version: Type.String({ minLength: 1 }),
    extends: Type.Array(Type.String()),
    /** A region code, or `nation`. */
    jurisdiction: Type.String({ pattern: '^([0-9]{12}|nation)$', form: 'jurisdiction' }),
    level: Type.Unsafe<'nation' | 'province' | 'city' | 'county'>({ type: 'string', enum: ['nation', 'province', 'city', 'county'] }),
    /** First and last day on which the pack holds; `to` may be open. */
    period: Type.Object({ from: DayText, to: OpenDay }, closed),
    document: Type.Optional(
      Type.Object(
        {
          key: Type.String(),
          title: Type.String(),
          issuer: Type.String(),
          number: Type.Optional(Type.String()),
          issued: Type.Optional(Type.String({ format: 'roughly-day' })),
          state_of_text: Type.String(),
        },
        closed,
      ),
    ),
    law: Type.Array(Type.String()),
    demonstration: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Manifest = Static<typeof Manifest>;

/** A value of the law or of a local rule: it holds from `valid_from` until the day before `valid_to`. */
export const Parameter = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]*([.][a-z0-9_]+)*$', form: 'parameter' }),
    value: Type.Union(
      [Type.Number({ minimum: 0 }), Type.String(), Type.Boolean(), Type.Array(Type.Union([Type.Number({ minimum: 0 }), Type.String()]))],
      { form: 'value' },
    ),
    unit: Type.Optional(Type.String()),
    valid_from: DayText,
    valid_to: Type.Optional(OpenDay),
    source: Type.String({ minLength: 1 }),
    verify: Type.Optional(Type.Boolean()),
    note: Type.Optional(Type.String()),
    /** Contradictions between documents that this value must not be merged over. */
    kept_apart: Type.Optional(Apart),
  },
  closed,
);
export type Parameter = Static<typeof Parameter>;
export const Parameters = Type.Array(Parameter);
