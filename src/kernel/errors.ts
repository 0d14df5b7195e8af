/** Values that fill the placeholders of an error's sentence, e.g. `{field}`. Never personal data. */
export type ErrorValues = Record<string, string | number>;

const registered = new Map<string, number>();

/**
 * Declares the error codes of one folder with their HTTP status. Sentence and next step stand in the text catalogue
 * under `errors.<code>`; a test compares declaration, catalogue and `docs/errors.md`.
 */
export function defineErrors<const C extends Record<string, number>>(codes: C): { readonly [K in keyof C]: K } {
  const names: Record<string, string> = {};
  for (const [code, status] of Object.entries(codes)) {
    registered.set(code, status);
    names[code] = code;
  }
  return names as { readonly [K in keyof C]: K };
}

/** Every declared error code with its HTTP status, in order of declaration. */
export function declaredErrors(): ReadonlyMap<string, number> {
  return registered;
}

/** What is wrong with one field, and the values its sentence tells: the limits, say. */
export interface FieldFault {
  readonly code: string;
  readonly values?: ErrorValues;
}

/** An error a person can act on: a code, values for its sentence, and fields when a form is at fault. */
export class LinliError extends Error {
  readonly code: string;
  readonly values: ErrorValues;
  /** Field name → error code of that field. */
  readonly fields: Record<string, string>;
  /** Field name → that code with the values its sentence tells. */
  readonly faults: Record<string, FieldFault>;

  constructor(code: string, values: ErrorValues = {}, fields: Record<string, string | FieldFault> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = 'LinliError';
    this.code = code;
    this.values = values;
    this.faults = Object.fromEntries(
      Object.entries(fields).map(([name, fault]) => [name, typeof fault === 'string' ? { code: fault } : fault]),
    );
    this.fields = Object.fromEntries(Object.entries(this.faults).map(([name, fault]) => [name, fault.code]));
  }

  get status(): number {
    return registered.get(this.code) ?? 500;
  }
}

export const kernelErrors = defineErrors({
  CONFIG_INVALID: 500,
  DATABASE_UNREACHABLE: 503,
  DATABASE_NOT_STARTED: 500,
  SERVER_USER_SHUT_OUT: 500,
  DATABASE_TOO_OLD: 500,
  DATABASE_RIGHTS: 500,
  DATA_FOLDER_NEWER: 500,
  DATA_FOLDER_OLDER: 500,
  DATA_FOLDER_CLOSED: 500,
  DATA_FOLDER_BUSY: 500,
  DISK_FULL: 507,
  PORT_TAKEN: 500,
  PORT_FORBIDDEN: 500,
  INTERNAL: 500,
  NOT_FOUND: 404,
  ADDRESS_UNREADABLE: 400,
  FORBIDDEN: 403,
  INPUT_INVALID: 400,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
  TOO_LARGE: 413,
});
