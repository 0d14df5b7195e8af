interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: object;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** The schema with every object closed that does not say otherwise: a misspelt field is told, not swallowed. */
export function closed(schema: Schema): Schema {
  const parts = {
    ...(schema.properties
      ? { properties: Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, closed(one)])) }
      : {}),
    ...(schema.items ? { items: closed(schema.items) } : {}),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(closed) } : {}),
  };
  const open = schema.type === 'object' && schema.properties && !schema.patternProperties && schema.additionalProperties === undefined;
  return { ...schema, ...parts, ...(open ? { additionalProperties: false } : {}) };
}
