import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Apart, DayText, RegionText } from '../../registers/registers.ts';

const closed = { additionalProperties: false };
const oneOf = <const T extends readonly string[]>(...names: T) => Type.Unsafe<T[number]>({ type: 'string', enum: names });

/** A named quantity a formula may use, kept for every region of one level. */
export const Measure = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]*$', form: 'measure' }),
    title: Type.String({ minLength: 1 }),
    unit: Type.String({ minLength: 1 }),
    level: oneOf('community', 'town', 'county'),
    /** Where its value comes from; `reported` is typed in or imported with a source, and stands in for a register where nothing was entered yet. */
    kept: oneOf('regions', 'population', 'facilities', 'cases', 'registers', 'reported'),
    /** For `registers`: the declared register whose measure of this name it is. */
    register: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]*$' })),
    /** A number of one calendar year: what was reported for another year says nothing about the year asked about. */
    spans: Type.Optional(Type.Literal('year')),
  },
  closed,
);
export type Measure = Static<typeof Measure>;

const Direction = oneOf('at-least', 'at-most', 'equal', 'about', 'rising');
export type Direction = Static<typeof Direction>;

const Source = Type.Object(
  {
    document: Type.String({ minLength: 1 }),
    section: Type.Optional(Type.String({ minLength: 1 })),
    /** Line in the text the pack was written from. */
    line: Type.Optional(Type.Integer({ minimum: 1 })),
    /** One of the requirements' ids. */
    requirement: Type.Optional(Type.String()),
  },
  closed,
);

/** A second condition that must hold as well. */
const Condition = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    test: Type.Optional(Type.String()),
    formula: Type.String({ minLength: 1 }),
    direction: Direction,
    value: Type.Number({ minimum: 0 }),
    unit: Type.String({ minLength: 1 }),
  },
  closed,
);

/** One promise of a plan. Formulas are CEL over measures; thresholds stand in `limits`, never in the formula's text. */
export const Target = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Z]+\\d{2}$', form: 'id' }),
    title: Type.String({ minLength: 1 }),
    /** What the document asks for, in our own words. */
    clause: Type.String({ minLength: 1 }),
    /** Targets of the real plans that this invented one imitates, and everyday figures of the base pack that it sets a number for. */
    like: Type.Optional(Type.Array(Type.String())),
    subjects: Type.Object(
      {
        level: oneOf('community', 'town', 'county'),
        types: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
        /** Only facilities of these cases count, and only communities that have one; one that has no facility at all is `existing`. */
        cases: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
        within: Type.Optional(Type.Array(RegionText)),
      },
      closed,
    ),
    limits: Type.Optional(Type.Record(Type.String(), Type.Number())),
    /** The figure shown for one subject. */
    row: Type.Optional(Type.String()),
    /** Whether one subject passes. */
    test: Type.Optional(Type.String()),
    /** The figure of the whole, over sums of measures and `rows`, `passing`, `mean`. */
    formula: Type.String({ minLength: 1 }),
    direction: Direction,
    value: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { form: 'amount-or-null' }),
    /** How the document puts it when it gives no exact number. */
    wording: Type.Optional(Type.String()),
    tolerance: Type.Optional(Type.Number({ minimum: 0 })),
    unit: Type.String({ minLength: 1 }),
    also: Type.Optional(Type.Array(Condition)),
    deadline: Type.Union([DayText, oneOf('standing', 'yearly', 'per-term', 'none')], { form: 'deadline' }),
    strength: oneOf('mandated', 'strive', 'encourage', 'baseline'),
    source: Source,
    note: Type.Optional(Type.String()),
    kept_apart: Type.Optional(Apart),
  },
  closed,
);
export type Target = Static<typeof Target>;

/** A historical value the document states; `value` is null where the text lost it, never 0. */
export const Baseline = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Z]+\\d{2}$', form: 'id' }),
    title: Type.String({ minLength: 1 }),
    values: Type.Array(
      Type.Object(
        {
          name: Type.Optional(Type.String()),
          value: Type.Union([Type.Number(), Type.Null()], { form: 'number-or-null' }),
          unit: Type.String({ minLength: 1 }),
          as_written: Type.Optional(Type.String()),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    as_of: Type.String({ minLength: 1, format: 'words-or-day' }),
    jurisdiction: Type.Optional(RegionText),
    for: Type.Array(Type.String()),
    source: Source,
    note: Type.String(),
    confidence: oneOf('stated', 'inferred', 'ambiguous', 'damaged'),
    kept_apart: Type.Optional(Apart),
  },
  closed,
);
export type Baseline = Static<typeof Baseline>;
