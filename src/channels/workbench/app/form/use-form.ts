import { useRef, useState } from 'react';
import type { FieldErrors } from '../client/client.ts';
import { CallError, newKey } from '../client/client.ts';
import { words } from '../text/words.ts';
import type { Field, FieldValue, FieldValues } from './fields.ts';
import { isBlank, numberOf, sent, withReasons } from './fields.ts';

export interface Form {
  readonly fields: readonly Field[];
  readonly values: FieldValues;
  readonly errors: FieldErrors;
  readonly problem: unknown;
  readonly busy: boolean;
  readonly set: (name: string, value: FieldValue) => void;
  readonly fill: (values: FieldValues) => void;
  readonly submit: () => Promise<boolean>;
  readonly clear: () => void;
  /** Grows with every refused try, so that the summary takes focus again. */
  readonly tries: number;
}

interface FormOptions {
  /** The questions; a function where some are only asked after certain answers. */
  readonly fields: readonly Field[] | ((values: FieldValues) => readonly Field[]);
  readonly initial?: FieldValues;
  /** Sends the values. The key stays the same until it succeeds, so a second click or a retry after a lost network acts once. */
  readonly send: (values: FieldValues, key: string) => Promise<unknown>;
  /** A name under which what was typed survives leaving the page; in memory only, because it may be personal. */
  readonly keep?: string;
}

const kept = new Map<string, FieldValues>();

/** Forgets what was typed in every form: another person or another hat begins. */
export function forgetForms(): void {
  kept.clear();
}

/** State of one opened form. Nothing typed is lost on an error. */
export function useForm({ fields: asked, initial = {}, send, keep }: FormOptions): Form {
  const [values, setValues] = useState<FieldValues>(() => ({ ...initial, ...(keep ? kept.get(keep) : undefined) }));
  const fields = withReasons(typeof asked === 'function' ? asked(values) : asked, values);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const key = useRef(newKey());
  const running = useRef(false);

  const change = (more: FieldValues) =>
    setValues((before) => {
      const after = { ...before, ...more };
      if (keep) kept.set(keep, after);
      return after;
    });
  const refuse = (found: FieldErrors, error: unknown) => {
    setErrors(found);
    setProblem(error);
    setTries((tries) => tries + 1);
  };
  const submit = async (): Promise<boolean> => {
    if (running.current) return false;
    const missing = check(fields, values);
    if (Object.keys(missing).length > 0) {
      refuse(missing, undefined);
      return false;
    }
    running.current = true;
    setBusy(true);
    try {
      await send(sent(fields, values), key.current);
      key.current = newKey();
      if (keep) kept.delete(keep);
      setErrors({});
      setProblem(undefined);
      return true;
    } catch (error) {
      refuse(error instanceof CallError ? error.fields : {}, error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return {
    fields,
    values,
    errors,
    problem,
    busy,
    tries,
    submit,
    set: (name, value) => change({ [name]: value }),
    fill: change,
    clear: () => {
      setValues(initial);
      setErrors({});
      setProblem(undefined);
    },
  };
}

/** Kinds that are answered by choosing, so that nobody is told to fill them in. */
const chosen: ReadonlySet<Field['kind']> = new Set(['choice', 'choices', 'yes-no', 'unit', 'region']);

function check(fields: readonly Field[], values: FieldValues): FieldErrors {
  const found = fields.flatMap((field) => {
    const value = values[field.name];
    if (isBlank(value))
      return field.required ? [[field.name, wrong(chosen.has(field.kind) ? 'form.choose' : 'form.missing', field)] as const] : [];
    const numeric = field.kind === 'number' || field.kind === 'money';
    if (numeric && typeof numberOf(value) === 'string') return [[field.name, wrong('form.number', field)] as const];
    return [];
  });
  return Object.fromEntries(found);
}

function wrong(key: string, field: Field): { code: string; sentence: string } {
  return { code: 'INPUT_INVALID', sentence: words(key, { field: field.title }) };
}
