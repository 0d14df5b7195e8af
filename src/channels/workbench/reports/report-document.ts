import { dayOf, sayDay } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';
import type { Progress, Receipt, Report } from '../../../indicators/indicators.ts';
import type { DocumentBlock, PrintedDocument } from '../../documents/documents.ts';
import { asWritten, baselinesOf, countedOf, documentName, firmness, gapOf, rangeOf, stateOf, targetOf, valueOf } from '../indicators/figure-words.ts';

/** A yearly report as people print it: summary, one table of all figures, then each figure with the rows behind it. */
export function reportDocument(report: Report): PrintedDocument {
  const { facts, hash } = report;
  const title = text('indicators.report.title', { region: facts.region_name, year: facts.year });
  return {
    title, subtitle: facts.plan.title, date: dayOf(new Date(report.submitted_at)),
    ...(facts.plan.demonstration ? { notice: text('indicators.report.demonstration') } : {}),
    blocks: [aboutBlock(report), ...summaryBlocks(facts.receipts), { kind: 'heading', text: text('indicators.report.detail') }, ...facts.receipts.flatMap((receipt) => detailBlocks(receipt, facts.progress.find((one) => one.target === receipt.figure.id)))],
    footer: text('indicators.report.footer', { title, hash: hash.slice(0, 16) }),
  };
}

function label(name: string): string {
  return text(`indicators.report.${name}`);
}

function aboutBlock({ facts, hash, state, version }: Report): DocumentBlock {
  return {
    kind: 'facts', rows: [
      [label('plan'), facts.plan.title], [label('period'), text('workbench.plan.period', { from: sayDay(facts.plan.period.from), to: facts.plan.period.to ? sayDay(facts.plan.period.to) : text('workbench.plan.open') })], [label('as_of'), sayDay(facts.as_of)],
      [label('boundaries'), text(`workbench.plan.boundaries.${facts.boundaries.mode}`, { on: sayDay(facts.boundaries.on) })], [label('version'), `${facts.plan.version} (${facts.plan.hash.slice(0, 12)})`],
      [label('state'), text(`workbench.report.state.${state}`)], [text('workbench.report.version'), String(version)], [label('hash'), hash],
    ],
  };
}

function summaryBlocks(receipts: readonly Receipt[]): DocumentBlock[] {
  const count = (state: string): number => receipts.filter((receipt) => receipt.figure.state === state).length;
  return [
    { kind: 'heading', text: label('summary') },
    { kind: 'paragraph', text: text('indicators.report.summary_line', { total: receipts.length, met: count('met'), unmet: count('unmet'), undecided: count('undecided'), absent: count('not-applicable'), nodata: count('no-data'), measured: count('measured') }) },
    {
      kind: 'table', caption: label('figures'),
      columns: [{ title: label('number'), width: 0.6 }, { title: label('name'), width: 2.6 }, { title: label('value'), align: 'right' }, { title: label('target'), width: 1.2, align: 'right' }, { title: label('gap'), width: 0.8, align: 'right' }, { title: label('standing'), width: 0.9 }, { title: label('source'), width: 1.3 }],
      rows: receipts.map(({ figure, promise }) => [figure.id, figure.title, valueOf(figure, promise.subjects.level), targetOf(figure, promise.wording), gapOf(figure), stateOf(figure.state, promise.subjects.level), [documentName(promise.source.document), promise.source.section].filter(Boolean).join(' ')]),
    },
  ];
}

function detailBlocks(receipt: Receipt, progress: Progress | undefined): DocumentBlock[] {
  const { figure, promise, formula } = receipt;
  const facts: [string, string][] = [
    [label('clause'), promise.clause], [label('value'), valueOf(figure, promise.subjects.level)], [label('target'), targetOf(figure, promise.wording)], [label('standing'), stateOf(figure.state, promise.subjects.level)],
    [label('deadline'), firmness(promise).deadline], [label('strength'), firmness(promise).strength],
    [label('formula'), formula.said.join('\n')], [label('counted'), countedOf(figure, figure.rows.length)],
    [label('missing'), receipt.missing.map((row) => row.name).join(text('documents.comma')) || label('none')],
  ];
  if (rangeOf(figure)) facts.push([label('range'), rangeOf(figure)]);
  if (receipt.baselines.length > 0) facts.push([label('baseline'), baselinesOf(receipt.baselines, receipt.only ?? receipt.region, figure.unit)]);
  if (promise.note) facts.push([label('note'), promise.note]);
  if (progress) facts.push([label('progress'), progress.text], [label('evidence'), progress.evidence || label('none')]);
  return [{ kind: 'heading', text: `${figure.id} ${figure.title}` }, { kind: 'facts', rows: facts }, ...rowsBlock(receipt)];
}

function rowsBlock({ figure, measures }: Receipt): DocumentBlock[] {
  if (figure.rows.length === 0) return [];
  const own = figure.rows.some((row) => row.value !== null);
  return [{
    kind: 'table', caption: label('rows'),
    columns: [{ title: label('place'), width: 1.6 }, ...measures.map((measure) => ({ title: `${measure.title} (${measure.unit})`, align: 'right' as const })), ...(own ? [{ title: label('row_value'), align: 'right' as const }] : []), { title: label('row_standing'), width: 0.8 }],
    rows: figure.rows.map((row) => [row.name, ...measures.map((measure) => valueIn(row, measure.name)), ...(own ? [plain(row.value)] : []), standingOf(row)]),
  }];
}

type Row = Receipt['figure']['rows'][number];

function valueIn(row: Row, measure: string): string {
  return row.missing.includes(measure) ? text('indicators.passes.unknown') : plain(row.values[measure]);
}

function plain(value: number | null | undefined): string {
  return value === null || value === undefined ? text('indicators.words.dash') : asWritten(value);
}

function standingOf(row: Row): string {
  if (row.missing.length > 0) return text('indicators.passes.unknown');
  return row.passes === null ? text('indicators.words.dash') : text(`indicators.passes.${row.passes ? 'yes' : 'no'}`);
}
