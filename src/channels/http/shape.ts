/** The part of JSON Schema that describes an answer. */
export interface Shape {
  readonly type: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** What a value looks like: names and types, without its content. An empty list says nothing of what it may hold; null may stand for anything. */
export function shapeOf(value: unknown): Shape {
  if (value === null) return { type: ['null', 'string', 'number', 'object'] };
  if (Array.isArray(value)) return value.length > 0 ? { type: 'array', items: shapeOf(value[0]) } : { type: 'array' };
  if (typeof value === 'object')
    return { type: 'object', properties: Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, shapeOf(one)])) };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  return { type: typeof value };
}
