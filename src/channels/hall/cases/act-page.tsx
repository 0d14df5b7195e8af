import type { ActDefinition, Field } from '../../../procedures/procedures.ts';
import { whyName } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Textarea } from '../../web/components/input/input.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import type { KeptFile, UploadedFile } from '../../web/components/upload/upload.tsx';
import { Upload } from '../../web/components/upload/upload.tsx';
import type { KnownFact } from '../apply/known.ts';
import { Question } from '../apply/question.tsx';

export interface ActView {
  readonly visitor: Visitor;
  readonly path: string;
  readonly act: ActDefinition;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  /** What was handed in before and stays unless it is changed. */
  readonly known: ReadonlyMap<string, KnownFact>;
  readonly faults?: Faults;
  readonly opinion: string;
  /** Number of acts the person saw. */
  readonly expected: number;
  readonly key: string;
  /** Set when papers may be added. */
  readonly materials?: readonly AskedMaterial[];
}

/** A paper of the item in a correction. */
export interface AskedMaterial {
  readonly name: string;
  readonly title: string;
  readonly hint?: string;
  /** Nothing has to be added: the item does not require it, or it is there. */
  readonly optional: boolean;
  /** What the case has of it already. */
  readonly kept: readonly KeptFile[];
  /** What was added in this form. */
  readonly files: readonly UploadedFile[];
}

/** An act of the applicant: correct, confirm, reopen, withdraw. */
export function actPage(view: ActView): string {
  const { visitor, act, faults = {}, fields } = view;
  const what = text(`hall.act.${act.kind}`);
  return renderPage(
    <Page visitor={visitor} title={what} faulty={Object.keys(faults).length > 0}>
      <Breadcrumb
        links={[
          ['/my', text('hall.my.title')],
          [view.path, view.title],
        ]}
      />
      <ErrorSummary faults={faults} titles={Object.fromEntries(fields.map((field) => [field.name, field.title]))} />
      <div className="tight">
        <h1>{what}</h1>
        {view.lead !== '' && <p className="lead">{view.lead}</p>}
      </div>
      <Form visitor={visitor} action={`${view.path}/${act.act}`} files={view.materials !== undefined}>
        <input type="hidden" name="expected" value={view.expected} />
        <input type="hidden" name="key" value={view.key} />
        {view.materials
          ?.flatMap((one) => one.files)
          .map((file) => (
            <input key={file.id} type="hidden" name="file" value={file.id} />
          ))}
        {view.materials?.map((one) => (
          <Upload
            key={one.name}
            name={`material_${one.name}`}
            title={one.title}
            hint={one.hint}
            optional={one.optional}
            kept={one.kept}
            files={one.files}
            remove="remove"
            fault={faults[`material_${one.name}`]}
          />
        ))}
        {view.materials && view.materials.length > 0 && <h2>{text('hall.cases.answersBefore')}</h2>}
        {fields.map((field) => (
          <Question
            key={field.name}
            field={field}
            value={view.values[field.name]}
            fault={faults[field.name]}
            known={view.known.get(field.name)}
            why={view.values[whyName(field.name)]}
            big={fields.length === 1}
          />
        ))}
        {act.opinion !== 'none' && (
          <Textarea
            name="opinion"
            title={text(`hall.actOpinion.${act.kind}`)}
            optional={act.opinion === 'optional'}
            value={view.opinion}
            maxLength={1_000}
            fault={faults.opinion}
          />
        )}
        <Buttons>
          <Button look={act.style === 'danger' ? 'danger' : 'first'}>{text(`hall.actButton.${act.kind}`)}</Button>
          <ButtonLink href={view.path} look="plain">
            {text('hall.cases.back')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>,
  );
}
