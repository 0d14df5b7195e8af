import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import type { Field, Register } from '../../../registers/registers.ts';
import { entered, filterNames, filters, listStates, sortsOf } from '../../../registers/registers.ts';

const Text = (limit: number) => Type.String({ maxLength: limit });
const Day = Type.String({ maxLength: 20 });
const Place = Type.String({ pattern: '^([0-9]{12}|[0-9]{15})$' });
export const Key = Type.Object({ county: Type.String({ pattern: '^[0-9]{12}$' }), id: Type.String({ format: 'uuid' }) });
export const Basis = Type.Object({ kind: Type.String({ pattern: '^[a-z]{3,20}$' }), id: Text(200) });
const Version = Type.Integer({ minimum: 1 });

const Figure = Type.Union([Type.Number(), Text(40), Type.Null()]);

/** What a program may hand over for a field: people's ways of writing numbers and days are read as well. */
function valueSchema(field: Field): TSchema {
  switch (field.kind) {
    case 'text':
    case 'note':
      return Text(field.most);
    case 'count':
    case 'number':
    case 'amount':
      return Figure;
    case 'flag':
      return Type.Union([Type.Boolean(), Text(10), Type.Null()]);
    case 'codes':
      return Type.Union([Type.Array(Text(60), { maxItems: 60 }), Text(2_000), Type.Null()]);
    case 'day':
    case 'entry':
      return Type.Union([Text(40), Type.Null()]);
    case 'code':
    case 'sealed':
    case 'point':
    case 'sum':
      return Type.Union([Text(60), Type.Null()]);
  }
}

function valuesSchema(one: Register): TSchema {
  const properties = Object.fromEntries(entered(one).map(([name, field]) => [name, Type.Optional(valueSchema(field))]));
  return Type.Object(properties, { additionalProperties: false });
}

export interface NewBody {
  readonly place: string;
  readonly values: Record<string, unknown>;
  readonly source?: string;
  readonly basis: { kind: string; id: string };
}
export interface ChangeBody extends Omit<NewBody, 'place'> {
  readonly version: number;
}
export interface MoveBody {
  readonly version: number;
  readonly place: string;
  readonly on: string;
  readonly basis: { kind: string; id: string };
}
export interface EndBody {
  readonly version: number;
  readonly on: string;
  readonly reason: string;
}
export interface ReasonBody {
  readonly version: number;
  readonly reason: string;
}

/** The bodies of a register's operations, from its declaration. */
export function bodies(one: Register): Record<'add' | 'change' | 'move' | 'end' | 'reason' | 'unmask', TSchema> {
  const values = valuesSchema(one);
  return {
    add: Type.Object({ place: Place, values, source: Type.Optional(Text(200)), basis: Basis }),
    change: Type.Object({ version: Version, values, source: Type.Optional(Text(200)), basis: Basis }),
    move: Type.Object({ version: Version, place: Place, on: Day, basis: Basis }),
    end: Type.Object({ version: Version, on: Day, reason: Text(200) }),
    reason: Type.Object({ version: Version, reason: Text(200) }),
    unmask: Type.Object({ fields: Type.Array(Text(60), { minItems: 1, maxItems: 10 }), reason: Text(200) }),
  };
}

/** What a list and an export may be narrowed by. */
export function listQuery(one: Register): Record<string, TSchema> {
  const narrowed = filters(one).flatMap(([name, field]) => filterNames(name, field).map((key) => [key, Type.Optional(Text(60))]));
  return {
    ...(Object.fromEntries(narrowed) as Record<string, TSchema>),
    q: Type.Optional(Text(60)),
    place: Type.Optional(Place),
    on: Type.Optional(Type.String({ format: 'date' })),
    state: Type.Optional(Type.Union(listStates.map((state) => Type.Literal(state)))),
    sort: Type.Optional(Type.Union(sortsOf(one).map((sort) => Type.Literal(sort)))),
    descending: Type.Optional(Type.Boolean()),
  };
}
