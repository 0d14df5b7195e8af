import AjvCompiler from '@fastify/ajv-compiler';

const factory = AjvCompiler();

type Compile = ReturnType<typeof factory>;

/** The part of a compiled schema that the server looks at. */
interface Validate {
  (data: unknown, context?: object): unknown;
  errors?: unknown;
  schemaEnv?: unknown;
}

/**
 * Compiles the schema of a route when its first request comes. Every declared register brings some fifteen routes; compiled all at once
 * they took two thirds of the start of a web process, and most processes are asked for a few of them.
 */
export function buildValidator(...known: Parameters<typeof factory>): Compile {
  const compile = factory(...known);
  return (definition) => {
    let compiled: Validate | undefined;
    const validate: Validate = (data, context) => {
      compiled ??= compile(definition) as Validate;
      const outcome = compiled(data, context);
      validate.errors = compiled.errors;
      return outcome;
    };
    // Tells the server to hand over the request, in which a value that is coerced as a whole is replaced.
    validate.schemaEnv = true;
    return validate as ReturnType<Compile>;
  };
}
