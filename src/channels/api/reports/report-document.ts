import type { Progress, Receipt, Report } from '../../../indicators/indicators.ts';
import { dayOf, sayDay } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';
import type { DocumentBlock, PrintedDocument } from '../../documents/documents.ts';
import {
  alsoOf,
  asWritten,
  baselinesOf,
  countedOf,
  documentName,
  firmness,
  gapOf,
  missingOf,
  rangeOf,
  stateOf,
  targetOf,
  valueOf,
} from '../indicators/figure-words.ts';

/** A yearly report as people print it: summary, one table of all figures, then each figure with the rows behind it. Says all with the words of the page. */
export function reportDocument(report: Report, organ: string): PrintedDocument {
  const { facts, hash } = report;
  const day = dayOf(new Date(report.submitted_at));
  const details = facts.receipts.flatMap((receipt, at) =>
    detailBlocks(
      receipt,
      at + 1,
      facts.progress.find((one) => one.target === receipt.figure.id),
    ),
  );
  const title = text('workbench.report.of', { place: facts.region_name, year: facts.year });
  return {
    title,
    subtitle: facts.plan.title,
    date: day,
    official: true,
    ...noticeOf(facts),
    blocks: [
      part(1, text('indicators.report.about')),
      aboutBlock(report),
      part(2, label.report('figures')),
      ...summaryBlocks(facts.receipts),
      part(3, text('indicators.report.detail')),
      ...details,
      { kind: 'signature', lines: [organ, sayDay(day)], seal: text('hall.document.seal') },
    ],
    footer: text('indicators.report.footer', { title, hash: hash.slice(0, 16) }),
  };
}

/** What a reader must know before the figures: invented places, a year that was not over. */
function noticeOf(facts: Report['facts']): { notice?: string } {
  const unfinished = facts.as_of < `${facts.year}-12-31`;
  const told = [
    ...(facts.plan.demonstration ? [text('workbench.report.demonstration')] : []),
    ...(unfinished ? [text('workbench.report.unfinished', { year: facts.year, day: sayDay(facts.as_of) })] : []),
  ];
  return told.length > 0 ? { notice: told.join('') } : {};
}

const label = {
  report: (name: string): string => text(`workbench.report.${name}`),
  receipt: (name: string): string => text(`workbench.receipt.${name}`),
  column: (name: string): string => text(`workbench.plan.column.${name}`),
};

function aboutBlock({ facts, hash, state, version, note }: Report): DocumentBlock {
  const { from, to } = facts.plan.period;
  return {
    kind: 'facts',
    rows: [
      [text('workbench.accounts.state'), text(`workbench.report.state.${state}`)],
      [label.report('version'), String(version)],
      [
        text('workbench.plan.periodTitle'),
        text('workbench.plan.period', { from: sayDay(from), to: to ? sayDay(to) : text('workbench.plan.open') }),
      ],
      [label.report('asOf'), sayDay(facts.as_of)],
      [label.receipt('boundaries'), text(`workbench.plan.boundaries.${facts.boundaries.mode}`, { on: sayDay(facts.boundaries.on) })],
      [label.report('policy'), facts.plan.version],
      [label.report('hash'), hash],
      ...(note ? [[label.report('note'), note] as const] : []),
    ],
  };
}

/** A part of the report, numbered as official documents number theirs: 一、, below it （一）. */
function part(at: number, title: string): DocumentBlock {
  return { kind: 'heading', text: text('documents.numbered.part', { at: numeral(at), title }) };
}

/** 1 to 99 in the figures of headings. */
function numeral(at: number): string {
  const [tens, ones] = [Math.floor(at / 10), at % 10];
  const digit = (one: number): string => (one === 0 ? '' : text(`documents.numbered.digits.${one}`));
  return tens === 0 ? digit(ones) : `${tens > 1 ? digit(tens) : ''}${text('documents.numbered.ten')}${digit(ones)}`;
}

/** How many figures stand how, in one sentence, on the page and on paper; what there is none of is not said. */
export function summaryOf(receipts: readonly Receipt[]): string {
  const count = (state: Receipt['figure']['state']): number => receipts.filter((receipt) => receipt.figure.state === state).length;
  const told = SUMMARY.filter((state) => count(state) > 0).map((state) =>
    text(`workbench.report.counts.${state}`, { count: count(state) }),
  );
  return text('workbench.report.summary', { total: receipts.length, told: told.join(text('workbench.report.between')) });
}

const SUMMARY = ['met', 'unmet', 'undecided', 'no-data', 'not-applicable', 'measured'] as const;

function summaryBlocks(receipts: readonly Receipt[]): DocumentBlock[] {
  return [
    { kind: 'paragraph', text: summaryOf(receipts) },
    {
      kind: 'table',
      columns: [
        { title: label.column('title'), width: 2.2 },
        { title: label.column('start'), width: 1.6 },
        { title: label.column('value'), width: 1.2, align: 'right' },
        { title: label.column('target'), width: 1.2 },
        { title: label.column('gap'), width: 1.1, align: 'right' },
        { title: label.column('state'), width: 1.3 },
        { title: label.column('source'), width: 1.3 },
      ],
      rows: receipts.map((receipt) => {
        const { figure, promise } = receipt;
        const level = promise.subjects.level;
        return [
          figure.title,
          baselinesOf(receipt.baselines, aboutOf(receipt), figure.unit) || text('workbench.none'),
          valueOf(figure, level),
          targetOf(figure, promise.wording),
          gapOf(figure),
          standingWords(receipt).join('\n'),
          sourceOf(receipt, '\n'),
        ];
      }),
    },
  ];
}

/** How a figure stands, and what is behind it: another part of the promise, places without data. */
function standingWords({ figure, promise, missing }: Receipt): string[] {
  const { level } = promise.subjects;
  return [
    stateOf(figure.state, level),
    ...alsoOf(figure, level),
    missingOf(missing.length, figure.rows.length),
    figure.state === 'undecided' ? rangeOf(figure) : '',
  ].filter(Boolean);
}

/** The place a receipt speaks about. */
function aboutOf(receipt: Receipt): string {
  return receipt.only ?? receipt.region;
}

function sourceOf({ promise }: Receipt, between: string): string {
  const { strength, deadline } = firmness(promise);
  return [strength, deadline, documentName(promise.source.document), promise.source.section].filter(Boolean).join(between);
}

function detailBlocks(receipt: Receipt, at: number, progress: Progress | undefined): DocumentBlock[] {
  const { figure, promise, formula } = receipt;
  const level = promise.subjects.level;
  const facts: [string, string][] = [
    [label.receipt('promise'), promise.clause],
    [label.column('value'), valueOf(figure, level)],
    [label.column('target'), targetOf(figure, promise.wording)],
    [label.column('gap'), gapOf(figure)],
    [label.column('state'), standingWords(receipt).join('\n')],
    [label.column('source'), sourceOf(receipt, ' · ')],
    [label.receipt('formula'), formula.said.join('\n')],
    [label.receipt('flows'), text('workbench.receipt.flowsFrom', { from: sayDay(receipt.flows_from), to: sayDay(receipt.as_of) })],
    [label.receipt('counted'), countedOf(figure, figure.rows.length)],
  ];
  if (receipt.missing.length > 0) {
    facts.push([
      text('workbench.receipt.missing', { count: receipt.missing.length }),
      receipt.missing.map((row) => row.name).join(text('workbench.comma')),
    ]);
  }
  if (rangeOf(figure) && figure.state !== 'undecided') facts.push([text('indicators.report.range'), rangeOf(figure)]);
  if (receipt.baselines.length > 0) facts.push([label.receipt('start'), baselinesOf(receipt.baselines, aboutOf(receipt), figure.unit)]);
  if (promise.note) facts.push([label.report('note'), promise.note]);
  if (progress)
    facts.push(
      [label.report('done'), progress.text || text('workbench.none')],
      [label.report('evidence'), progress.evidence || text('workbench.none')],
    );
  return [
    { kind: 'heading', level: 2, text: text('documents.numbered.item', { at: numeral(at), title: figure.title }) },
    { kind: 'facts', rows: facts },
    ...rowsBlock(receipt),
  ];
}

function rowsBlock({ figure, measures, formula }: Receipt): DocumentBlock[] {
  if (figure.rows.length === 0) return [];
  const shown = measures.filter((measure) => measure.kept !== 'regions');
  const judged = figure.rows.some((row) => row.passes !== null || row.missing.length > 0);
  return [
    {
      kind: 'table',
      caption: text('workbench.plan.rows', { count: figure.rows.length }),
      columns: [
        { title: label.column('place'), width: 1.6 },
        ...shown.map((measure) => ({ title: `${measure.title} (${measure.unit})`, align: 'right' as const })),
        ...(formula.row ? [{ title: text('workbench.plan.own'), align: 'right' as const }] : []),
        ...(judged ? [{ title: label.column('state'), width: 0.8 }] : []),
      ],
      rows: figure.rows.map((row) => [
        row.name,
        ...shown.map((measure) => valueIn(row, measure.name)),
        ...(formula.row ? [plain(row.value)] : []),
        ...(judged ? [standingOf(row)] : []),
      ]),
    },
  ];
}

type Row = Receipt['figure']['rows'][number];

function valueIn(row: Row, measure: string): string {
  return row.missing.includes(measure) ? text('workbench.plan.state.no-data') : plain(row.values[measure]);
}

function plain(value: number | null | undefined): string {
  return value === null || value === undefined ? text('workbench.none') : asWritten(value);
}

function standingOf(row: Row): string {
  if (row.missing.length > 0) return text('workbench.plan.state.no-data');
  return row.passes === null ? text('workbench.none') : text(`workbench.plan.state.${row.passes ? 'met' : 'unmet'}`);
}
