import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { plainText } from '../../kernel/kernel.ts';
import type { DocumentBlock, DocumentColumn, PrintedDocument } from './document.ts';

const FONT = { ascii: 'Calibri', eastAsia: 'SimSun', hAnsi: 'Calibri', cs: 'Calibri' };
const OFFICIAL_FONT = { ascii: 'FangSong', eastAsia: 'FangSong', hAnsi: 'FangSong', cs: 'FangSong' };
/** GB/T 33476.2 in twentieths of a point: 34.58, 32.58, 28 and 26 mm. */
const OFFICIAL = { top: 1960, bottom: 1847, left: 1587, right: 1474 };
/** 黑体 for the first level, 楷体 for the second: GB/T 9704-2012, 7.3.3. */
const HEADING_FONTS = {
  1: { ascii: 'SimHei', eastAsia: 'SimHei', hAnsi: 'SimHei', cs: 'SimHei' },
  2: { ascii: 'KaiTi', eastAsia: 'KaiTi', hAnsi: 'KaiTi', cs: 'KaiTi' },
} as const;
const ALIGN = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: 'C9D1DA' };

/** The document as a Word file that people can go on editing: real headings, real tables with repeated header rows. */
export async function wordOf(given: PrintedDocument): Promise<Uint8Array> {
  // Word opens no file whose text holds what XML forbids.
  const document = JSON.parse(JSON.stringify(given), (_, value: unknown) =>
    typeof value === 'string' ? plainText(value) : value,
  ) as PrintedDocument;
  const file = new Document({
    title: document.title,
    creator: 'Linli',
    styles: { default: { document: { run: { font: document.official ? OFFICIAL_FONT : FONT, size: document.official ? 32 : 21 } } } },
    sections: [
      {
        properties: { page: { margin: document.official ? OFFICIAL : { top: 1134, bottom: 1020, left: 1134, right: 1134 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({
                    children: [document.footer ? `${document.footer}  ` : '', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
                    size: 16,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          ...head(document),
          ...document.blocks.flatMap((block, at) => blockOf(block, document.official ?? false, document.blocks[at + 1])),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

function head(document: PrintedDocument): Paragraph[] {
  return [
    ...(document.notice
      ? [
          new Paragraph({
            children: [new TextRun({ text: document.notice, size: 18 })],
            border: { top: THIN, bottom: THIN, left: THIN, right: THIN },
          }),
        ]
      : []),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ text: document.title, bold: true, size: document.official ? 44 : 36, font: FONT })],
    }),
    ...(document.subtitle
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 200 },
            children: [new TextRun({ text: document.subtitle, color: '5B6775' })],
          }),
        ]
      : []),
  ];
}

function blockOf(block: DocumentBlock, official: boolean, next: DocumentBlock | undefined): (Paragraph | Table)[] {
  const indent = official ? { indent: { firstLine: 640 } } : {};
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_1,
          spacing: { before: 240, after: 120 },
          keepNext: true,
          ...indent,
          children: [
            new TextRun({
              text: block.text,
              bold: true,
              size: official ? 32 : 26,
              font: official ? HEADING_FONTS[block.level ?? 1] : FONT,
              color: '1F2A37',
            }),
          ],
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({ spacing: { after: 120 }, ...indent, keepNext: next?.kind === 'signature', children: [new TextRun(block.text)] }),
      ];
    case 'facts':
      return block.rows.map(
        ([label, value]) =>
          new Paragraph({ spacing: { after: 60 }, children: [new TextRun({ text: `${label}  `, color: '5B6775' }), new TextRun(value)] }),
      );
    case 'table':
      return [
        ...(block.caption
          ? [new Paragraph({ keepNext: true, children: [new TextRun({ text: block.caption, size: 18, color: '5B6775' })] })]
          : []),
        tableOf(block.columns, block.rows),
        new Paragraph({ children: [] }),
      ];
    case 'signature':
      return [...(block.seal ? [block.seal] : []), ...block.lines].map(
        (line) =>
          new Paragraph({
            alignment: AlignmentType.RIGHT,
            ...(official ? { indent: { right: 1_280 } } : {}),
            keepNext: line !== block.lines.at(-1),
            children: [new TextRun(line)],
          }),
      );
    case 'code':
      return [new Paragraph({ children: [new TextRun({ text: `${block.caption}  ${block.address}`, size: 16 })] })];
  }
}

function tableOf(columns: readonly DocumentColumn[], rows: readonly (readonly string[])[]): Table {
  const total = columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
  const cell = (text: string, column: DocumentColumn, bold: boolean): TableCell =>
    new TableCell({
      width: { size: ((column.width ?? 1) / total) * 100, type: WidthType.PERCENTAGE },
      children: [new Paragraph({ alignment: ALIGN[column.align ?? 'left'], children: [new TextRun({ text, bold, size: 18 })] })],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: THIN, bottom: THIN, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map((column) => cell(column.title, column, true)) }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: columns.map((column, index) => cell(row[index] ?? '', column, false)) }),
      ),
    ],
  });
}
