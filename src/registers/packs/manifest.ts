import { Type } from 'typebox';
import type { Static } from 'typebox';

const closed = { additionalProperties: false };
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** What a pack rests on and where it holds: `pack.yaml`. */
export const Manifest = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  title: Type.String({ minLength: 1 }),
  version: Type.String({ minLength: 1 }),
  extends: Type.Array(Type.String()),
  /** A region code, or `nation`. */
  jurisdiction: Type.String({ pattern: '^([0-9]{12}|nation)$' }),
  level: Type.Union([Type.Literal('nation'), Type.Literal('province'), Type.Literal('city'), Type.Literal('county')]),
  /** First and last day on which the pack holds; `to` may be open. */
  period: Type.Object({ from: DayText, to: Type.Union([DayText, Type.Null()]) }, closed),
  document: Type.Optional(Type.Object({
    key: Type.String(), title: Type.String(), issuer: Type.String(), number: Type.Optional(Type.String()),
    issued: Type.Optional(Type.String()), state_of_text: Type.String(),
  }, closed)),
  law: Type.Array(Type.String()),
  demonstration: Type.Optional(Type.Boolean()),
}, closed);
export type Manifest = Static<typeof Manifest>;

/** A value of the law or of a local rule: it holds from `valid_from` until the day before `valid_to`. */
export const Parameter = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9_.]*$' }),
  value: Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Array(Type.Union([Type.Number(), Type.String()]))]),
  unit: Type.Optional(Type.String()),
  valid_from: DayText,
  valid_to: Type.Optional(Type.Union([DayText, Type.Null()])),
  source: Type.String({ minLength: 1 }),
  verify: Type.Optional(Type.Boolean()),
  note: Type.Optional(Type.String()),
  /** Contradictions between documents that this value must not be merged over. */
  kept_apart: Type.Optional(Type.Array(Type.String({ pattern: '^X\\d{2}$' }))),
}, closed);
export type Parameter = Static<typeof Parameter>;
export const Parameters = Type.Array(Parameter);
