import { Fragment, useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Attachment, CaseFile } from './case.client.ts';
import { AttachmentDrawer } from './materials.tsx';
import { Value } from './value.tsx';

/** Every act, newest first, with the files that came with it. */
export function Timeline({ file }: { file: CaseFile }) {
  const newest = [...file.acts].sort((a, b) => b.seq - a.seq);
  return (
    <Sheet title={words('case.timeline')}>
      <ol className="timeline" reversed>
        {newest.map((act, at) => (
          <li key={act.seq} className={at === 0 ? 'now' : undefined}>
            <div className="row close">
              <strong>{act.title}</strong>
              {act.toTitle && act.fromTitle !== act.toTitle && (
                <span className="mark-tag plain">
                  {act.fromTitle ? `${act.fromTitle} → ` : ''}
                  {act.toTitle}
                </span>
              )}
            </div>
            <p className="quiet small">
              {[act.actorName, wordsOr(`role.${act.role}`, act.roleTitle), minute(act.at), wordsOr(`channel.${act.channel}`, act.channel)]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {act.answers && act.answers.length > 0 && (
              <p className="soft small">
                {act.answers.map((each, at) => (
                  <Fragment key={each.title}>
                    {at > 0 && ' · '}
                    {words('case.answered', { title: each.title })}
                    <Value value={each.value} kind={each.kind} />
                  </Fragment>
                ))}
              </p>
            )}
            {act.opinion && <p className="quote">{act.opinion}</p>}
            <Files attachments={file.attachments.filter((one) => one.act === act.seq)} county={file.case.county} />
            {act.reason && act.reason !== act.opinion && !act.answers?.some((each) => each.value === act.reason) && (
              <p className="soft small">{words('case.because', { reason: act.reason })}</p>
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function Files({ attachments, county }: { attachments: readonly Attachment[]; county: string }) {
  const [open, setOpen] = useState<number>();
  if (attachments.length === 0) return null;
  return (
    <>
      <div className="act-papers" role="group" aria-label={words('files.title')}>
        {attachments.map((one, at) => (
          <button key={one.id} type="button" onClick={() => setOpen(at)}>
            {one.materialTitle}
            <small>{one.filename}</small>
          </button>
        ))}
      </div>
      <AttachmentDrawer attachments={attachments} county={county} open={open} onOpen={setOpen} />
    </>
  );
}
