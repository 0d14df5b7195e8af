import { text } from '../../../../registers/registers.ts';
import type { DocumentBlock, DocumentColumn, PrintedDocument } from '../../../documents/document.ts';
import { Qr } from '../qr/qr.tsx';
import { SummaryList } from '../summary-list/summary-list.tsx';

const ALIGN = { left: undefined, right: 'to-end', center: 'to-middle' } as const;

/** A printed document as part of a page: what the PDF says, in the same order, on screen and on paper. */
export function Sheet({ document }: { document: PrintedDocument }) {
  return (
    <article className="sheet">
      {/* On screen the banner of the page says it already; paper has no banner. */}
      {document.notice && <p className="said small">{document.notice}</p>}
      <header className="tight">
        <h1>{document.title}</h1>
        {document.subtitle && <p className="number">{unbroken(document.subtitle)}</p>}
      </header>
      {document.blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
      {document.footer && <footer className="small soft">{document.footer}</footer>}
    </article>
  );
}

/** A number in groups of four stays on one line, so that it can be read out without a stumble. */
function unbroken(line: string): string {
  return line.replace(/(\d) (?=\d)/g, '$1\u00a0');
}

function Block({ block }: { block: DocumentBlock }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? <h3>{block.text}</h3> : <h2>{block.text}</h2>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'facts':
      return <SummaryList rows={block.rows.map(([title, value]) => ({ title, value }))} />;
    case 'table':
      return <Table caption={block.caption} columns={block.columns} rows={block.rows} />;
    case 'signature':
      return (
        <p className={block.seal ? 'signed sealed' : 'signed'}>
          {block.seal && <span className="seal">{block.seal}</span>}
          {block.lines.map((line, index) => (
            <span key={line}>
              {index > 0 && <br />}
              {line}
            </span>
          ))}
        </p>
      );
    case 'code':
      return (
        <Qr
          address={block.address}
          caption={
            <>
              {block.caption}
              <br />
              <span className="small">
                {text('web.address')}
                <a href={block.address}>{block.address}</a>
              </span>
            </>
          }
        />
      );
  }
}

function Table({ caption, columns, rows }: { caption?: string; columns: readonly DocumentColumn[]; rows: readonly (readonly string[])[] }) {
  return (
    <div className="wide-table" tabIndex={0}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={ALIGN[column.align ?? 'left']}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column, at) => (
                <td key={column.title} className={ALIGN[column.align ?? 'left']}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
