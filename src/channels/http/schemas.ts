import { Type } from 'typebox';

/** A line of text of at most so many characters. */
export const Line = (most: number) => Type.String({ maxLength: most });

/** A number the server gave out. */
export const Uuid = Type.String({ format: 'uuid' });

/** A region down to the community. */
export const Code = Type.String({ pattern: '^[0-9]{12}$' });

/** A region down to the grid. */
export const PlaceCode = Type.String({ pattern: '^[0-9]{12}([0-9]{3})?$' });

export const DayText = Type.String({ format: 'date' });

/** Something of a county, as it stands in an address: the county comes first because no question crosses counties. */
export const Key = Type.Object({ county: Code, id: Uuid });

export const ById = Type.Object({ id: Uuid });

/** The part of a list that is asked for: what follows `after`, which the part before it told as `next`. */
export const page = {
  after: Type.Optional(Line(400)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};
