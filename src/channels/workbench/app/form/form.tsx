import { Button } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { said } from '../kit/problem.tsx';
import { words } from '../text/words.ts';
import { FieldRow, fieldId } from './field.tsx';
import type { Field } from './fields.ts';
import type { Form } from './use-form.ts';

interface FormSheetProps {
  readonly form: Form;
  readonly submit: string;
  readonly danger?: boolean;
  readonly columns?: boolean;
  readonly children?: ReactNode;
  readonly before?: ReactNode;
  readonly cancel?: (() => void) | undefined;
  readonly onDone?: () => void;
  readonly mark?: (field: Field) => ReactNode;
  readonly idPrefix?: string;
}

/** A form from its fields: summary of what is wrong, one question below the other, one button that names the act. */
export function FormSheet({
  form,
  submit,
  danger = false,
  columns = false,
  children,
  before,
  cancel,
  onDone,
  mark,
  idPrefix = 'f',
}: FormSheetProps) {
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (await form.submit()) onDone?.();
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate className={columns ? 'form columns' : 'form'}>
      <ErrorSummary form={form} idPrefix={idPrefix} />
      {before && <div className="full">{before}</div>}
      {form.fields.map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          value={form.values[field.name]}
          error={form.errors[field.name]?.sentence}
          onChange={(value) => form.set(field.name, value)}
          idPrefix={idPrefix}
          mark={mark?.(field)}
        />
      ))}
      {children && <div className="full">{children}</div>}
      <div className="row full">
        <Button type="primary" htmlType="submit" danger={danger} loading={form.busy}>
          {submit}
        </Button>
        {cancel && <Button onClick={cancel}>{words('cancel')}</Button>}
      </div>
    </form>
  );
}

/** What is wrong, each with a way to its field. It takes focus so that nobody has to look for it. */
export function ErrorSummary({ form, idPrefix = 'f' }: { form: Pick<Form, 'errors' | 'problem' | 'tries' | 'fields'>; idPrefix?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.tries > 0) box.current?.focus();
  }, [form.tries]);
  const wrong = Object.entries(form.errors);
  if (wrong.length === 0 && !form.problem) return null;
  const { sentence, next } = form.problem ? said(form.problem) : { sentence: words('form.check'), next: '' };
  return (
    <div className="problem full" role="alert" tabIndex={-1} ref={box}>
      <h2>{sentence}</h2>
      {next && <p>{next}</p>}
      {wrong.length > 0 && (
        <ul>
          {wrong.map(([name, error]) => (
            <li key={name}>
              <a href={`#${fieldId(idPrefix, name)}`} onClick={(event) => focusField(event, fieldId(idPrefix, name))}>
                {error.sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function focusField(event: { preventDefault: () => void }, id: string): void {
  event.preventDefault();
  const target = document.getElementById(id) ?? document.getElementById(`${id}-0`);
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
