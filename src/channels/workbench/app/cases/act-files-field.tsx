import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { size } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { ActFile, ActFiles } from './act-files.ts';
import { wholeSize } from './act-files.ts';
import type { Allowed, FileRules } from './case.client.ts';

/** Files that go along with an act: what they are, which ones, how far they are, taken back before the act is done. */
export function ActFilesField({ files, kinds, rules }: { files: ActFiles; kinds: Allowed['files']; rules: FileRules }) {
  const [material, setMaterial] = useState(kinds[0]?.material ?? '');
  const picker = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const full = files.list.length >= rules.files;
  return (
    <div className="field act-files" role="group" aria-labelledby={`${id}-title`} aria-describedby={`${id}-hint`}>
      <span className="label" id={`${id}-title`}>
        {words('files.title')}
        <span className="optional">{words('form.optional')}</span>
      </span>
      <p className="hint" id={`${id}-hint`}>
        {words('files.hint', { size: wholeSize(rules.bytes), count: rules.files })}
      </p>
      {files.list.length > 0 && (
        <ul>
          {files.list.map((one) => (
            <FileLine
              key={one.key}
              one={one}
              title={kinds.find((kind) => kind.material === one.material)?.title ?? one.material}
              onDrop={() => {
                files.drop(one);
                button.current?.focus();
              }}
              onRetry={() => files.retry(one)}
            />
          ))}
        </ul>
      )}
      <div className="pick">
        <label className="soft" htmlFor={`${id}-kind`}>
          {words('files.kind')}
        </label>
        <select id={`${id}-kind`} className="control" value={material} onChange={(event) => setMaterial(event.target.value)}>
          {kinds.map((kind) => (
            <option key={kind.material} value={kind.material}>
              {kind.title}
            </option>
          ))}
        </select>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={rules.kinds.join(',')}
          aria-label={words('files.pick')}
          onChange={(event) => {
            files.add([...(event.target.files ?? [])], material);
            event.target.value = '';
          }}
        />
        <Button ref={button} disabled={full} onClick={() => picker.current?.click()}>
          {words(files.list.length > 0 ? 'files.more' : 'files.pick')}
        </Button>
      </div>
    </div>
  );
}

function FileLine({ one, title, onDrop, onRetry }: { one: ActFile; title: string; onDrop: () => void; onRetry: () => void }) {
  const name = one.file.name;
  return (
    <li className={one.error ? 'wrong' : undefined}>
      <div>
        <span className="name">{name}</span>
        <small>
          {[title, size(one.file.size)].join(' · ')}
          {one.id && <span className="sent"> · {words('files.sent')}</span>}
        </small>
        {!one.id && !one.error && <progress value={one.share} max={1} aria-label={words('files.sending', { name })} />}
        {one.error && (
          <small className="error" role="alert">
            {one.error}
          </small>
        )}
      </div>
      {one.again && (
        <Button size="small" onClick={onRetry} aria-label={words('files.againNamed', { name })}>
          {words('files.again')}
        </Button>
      )}
      <Button size="small" onClick={onDrop} aria-label={words('files.dropNamed', { name })}>
        {words('files.drop')}
      </Button>
    </li>
  );
}
