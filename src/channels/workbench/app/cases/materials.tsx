import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { usePower } from '../session/session.tsx';
import { size } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Attachment, CaseFile } from './case.client.ts';
import { attachmentAddress } from './case.client.ts';

/** The papers handed in, to be looked at without leaving the case. */
export function Materials({ file }: { file: CaseFile }) {
  const [open, setOpen] = useState<number>();
  const { attachments } = file;
  const county = file.case.county;
  if (!usePower('case.handle'))
    return (
      <Sheet title={words('case.materialsTitle')}>
        <p className="quiet">{words('case.materialsHidden')}</p>
      </Sheet>
    );
  return (
    <Sheet title={words('case.materials', { count: attachments.length })}>
      {attachments.length === 0 ? (
        <p className="quiet">{words('case.noMaterials')}</p>
      ) : (
        <ul className="materials">
          {attachments.map((attachment, at) => (
            <li key={attachment.id}>
              <button type="button" className="material" onClick={() => setOpen(at)}>
                {attachment.mime.startsWith('image/') ? (
                  <img src={attachmentAddress(county, attachment.id)} alt="" loading="lazy" />
                ) : (
                  <span className="paper" aria-hidden="true">
                    {extension(attachment.filename)}
                  </span>
                )}
                <span>{attachment.materialTitle}</span>
                <small>
                  {attachment.filename} · {size(attachment.size)}
                </small>
                {cameWith(file, attachment) && <small>{words('case.cameWith', { act: cameWith(file, attachment)! })}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AttachmentDrawer attachments={attachments} county={county} open={open} onOpen={setOpen} />
    </Sheet>
  );
}

/** The later act a paper came with; what was handed in with the application needs no word. */
function cameWith(file: CaseFile, { act }: Attachment): string | undefined {
  return act !== null && act > 1 ? file.acts.find((one) => one.seq === act)?.title : undefined;
}

/** One of several papers, large; the others are a step away. */
export function AttachmentDrawer({
  attachments,
  county,
  open,
  onOpen,
}: {
  attachments: readonly Attachment[];
  county: string;
  open: number | undefined;
  onOpen: (at: number | undefined) => void;
}) {
  const shown = open === undefined ? undefined : attachments[open];
  return (
    <Drawer open={Boolean(shown)} onClose={() => onOpen(undefined)} title={shown?.materialTitle} size="min(960px, 92vw)">
      {shown && (
        <Viewer
          key={shown.id}
          attachment={shown}
          address={attachmentAddress(county, shown.id)}
          onStep={attachments.length > 1 ? (step) => onOpen((open! + step + attachments.length) % attachments.length) : undefined}
        />
      )}
    </Drawer>
  );
}

function extension(filename: string): string {
  return filename.includes('.') ? filename.slice(filename.lastIndexOf('.') + 1).toUpperCase() : '…';
}

function Viewer({
  attachment,
  address,
  onStep,
}: {
  attachment: Attachment;
  address: string;
  onStep?: ((step: number) => void) | undefined;
}) {
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const image = attachment.mime.startsWith('image/');
  return (
    <div className="stack tight">
      <div className="row">
        {onStep && (
          <>
            <Button onClick={() => onStep(-1)}>{words('pager.previous')}</Button>
            <Button onClick={() => onStep(1)}>{words('pager.next')}</Button>
          </>
        )}
        {image && (
          <>
            <Button onClick={() => setZoom(zoom * 1.25)}>{words('viewer.larger')}</Button>
            <Button onClick={() => setZoom(Math.max(0.5, zoom / 1.25))}>{words('viewer.smaller')}</Button>
            <Button onClick={() => setTurn(turn + 90)}>{words('viewer.turn')}</Button>
          </>
        )}
        <a href={address} download={attachment.filename}>
          {words('viewer.save')}
        </a>
      </div>
      <div className="viewer">
        {image && <img src={address} alt={attachment.materialTitle} style={{ transform: `rotate(${turn}deg) scale(${zoom})` }} />}
        {!image && (
          <p className="stack tight">
            <span className="quiet">{words('viewer.none')}</span>
            <Button href={address} target="_blank">
              {words('viewer.window')}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
