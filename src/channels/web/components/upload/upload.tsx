import { text } from '../../../../registers/registers.ts';
import type { FieldProps } from '../field/field.tsx';
import { describedBy, Labelled } from '../field/field.tsx';

export interface UploadedFile {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
}

/** A file that belongs to a case already: it can be looked at and stays. */
export interface KeptFile {
  readonly filename: string;
  readonly href: string;
}

interface UploadProps extends FieldProps {
  readonly files: readonly UploadedFile[];
  readonly remove: string;
  readonly kept?: readonly KeptFile[];
}

/** Photos or PDF. Files handed in before are listed to look at, files of this form each with a button that takes it away. */
export function Upload(props: UploadProps) {
  const { kept = [] } = props;
  return (
    <Labelled field={{ ...props, paper: true }}>
      {kept.length > 0 && (
        <>
          <p className="hint">{text('web.handedIn')}</p>
          <ul className="files">
            {kept.map((file) => (
              <li key={file.href}>
                <a href={file.href}>{file.filename}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {props.files.length > 0 && (
        <ul className="files">
          {props.files.map((file) => (
            <li key={file.id}>
              <span>
                {file.filename} <span className="soft small number">{Math.max(1, Math.round(file.size / 1024))} KB</span>
              </span>
              <button type="submit" className="button plain" name={props.remove} value={file.id} formNoValidate>
                {text('web.removeFile')}
                <span className="hidden">{file.filename}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="upload">
        <input
          id={props.name}
          name={props.name}
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          multiple
          data-shrink=""
          aria-describedby={describedBy(props)}
          aria-invalid={props.fault ? true : undefined}
        />
        <p className="hint small" role="status" />
      </div>
    </Labelled>
  );
}
