import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import { checkSection } from '../packs/fault.ts';
import type { FileKind } from '../packs/shelf.ts';
import { residences } from '../people/person.ts';

const closed = { additionalProperties: false } as const;
const Facts = Type.Partial(Type.Object({ education: Type.String(), political_status: Type.String(), occupation: Type.String() }, closed));

/** Visits of a demonstration: who was at whose door, and what was found there: `visits.yaml`. */
export const Visited = Type.Array(
  Type.Object(
    {
      by: Type.String(),
      task: Type.String(),
      phone: Type.String(),
      days_ago: Type.Integer({ minimum: 0, maximum: 365 }),
      result: Type.Union([Type.Literal('met'), Type.Literal('absent'), Type.Literal('refused')]),
      told: Type.String({ maxLength: 500 }),
      changed: Type.Optional(Type.Array(Type.Object({ phone: Type.String(), facts: Facts }, closed))),
      joins: Type.Optional(
        Type.Array(
          Type.Object(
            {
              name: Type.String(),
              id_number: Type.String(),
              phone: Type.String(),
              relation: Type.String(),
              residence: Type.Union(residences.map((one) => Type.Literal(one))),
            },
            closed,
          ),
        ),
      ),
    },
    closed,
  ),
);
export type Visited = Static<typeof Visited>;

export const visitsFile: FileKind = {
  path: /^visits\.yaml$/,
  home: 'demonstration',
  needed: [],
  check: (document: PackDocument) => checkSection(document, Visited),
};
