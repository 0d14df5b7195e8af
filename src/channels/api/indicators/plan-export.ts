import type { PlanFigure, PlanReading } from '../../../indicators/indicators.ts';
import { sayDay } from '../../../kernel/kernel.ts';
import type { WorkbookCell } from '../../../registers/registers.ts';
import { text, workbookBytes } from '../../../registers/registers.ts';
import { csvOf } from './csv.ts';
import { baselinesOf, countedOf, documentName, firmness, rangeOf, rounded, stateOf, targetOf } from './figure-words.ts';

/** Who took the file along and when; it stands under the figures. */
export interface Taken {
  readonly by: string;
  readonly at: string;
  readonly place: string;
}

export const planExportFormats = ['xlsx', 'csv'] as const;
export type PlanExportFormat = (typeof planExportFormats)[number];

const COLUMNS = [
  'number',
  'name',
  'clause',
  'strength',
  'deadline',
  'baseline',
  'value',
  'unit',
  'target',
  'gap',
  'standing',
  'counted',
  'missing_count',
  'range',
  'source',
] as const;
const WIDE: Partial<Record<(typeof COLUMNS)[number], number>> = {
  number: 8,
  name: 32,
  clause: 48,
  baseline: 28,
  target: 24,
  standing: 20,
  counted: 28,
  range: 28,
  source: 28,
};

/** The page's own headings where it has the column. */
const TITLES: Record<(typeof COLUMNS)[number], string> = {
  number: 'indicators.report.number',
  name: 'workbench.plan.column.title',
  clause: 'workbench.receipt.promise',
  strength: 'indicators.report.strength',
  deadline: 'indicators.report.deadline',
  baseline: 'workbench.plan.column.start',
  value: 'workbench.plan.column.value',
  unit: 'indicators.report.unit',
  target: 'workbench.plan.column.target',
  gap: 'workbench.plan.column.gap',
  standing: 'workbench.plan.column.state',
  counted: 'workbench.receipt.counted',
  missing_count: 'indicators.report.missing_count',
  range: 'indicators.report.range',
  source: 'indicators.report.source',
};

/** The figures of a plan as a file, in the order given, with who took it along and what it speaks about below. */
export async function planFile(
  reading: PlanReading,
  figures: readonly PlanFigure[],
  taken: Taken,
  format: PlanExportFormat,
): Promise<Uint8Array> {
  const header = COLUMNS.map((name) => text(TITLES[name]));
  const rows = [
    ...figures.map((figure) => COLUMNS.map((name) => cellOf(name, figure, reading.only ?? reading.region))),
    ...below(reading, figures, taken),
  ];
  if (format === 'csv') return csvOf([header, ...rows]);
  return workbookBytes({
    name: text('indicators.export.sheet'),
    columns: COLUMNS.map((name, at) => ({ title: header[at]!, width: WIDE[name] ?? 12 })),
    rows,
  });
}

function cellOf(name: (typeof COLUMNS)[number], figure: PlanFigure, region: string): WorkbookCell {
  const { promise } = figure;
  switch (name) {
    case 'number':
      return figure.id;
    case 'name':
      return figure.title;
    case 'clause':
      return promise.clause;
    case 'strength':
      return firmness(promise).strength;
    case 'deadline':
      return firmness(promise).deadline;
    case 'baseline':
      return baselinesOf(figure.baselines, region, figure.unit);
    // A number stays one for whoever reckons on; without data the cell says so, because an empty one would be summed as 0.
    case 'value':
      return figure.value === null ? stateOf(figure.state, promise.subjects.level) : rounded(figure.value);
    case 'unit':
      return figure.unit;
    case 'target':
      return targetOf(figure, promise.wording);
    case 'gap':
      return figure.gap === null ? text('workbench.none') : rounded(figure.gap);
    case 'standing':
      return stateOf(figure.state, promise.subjects.level);
    case 'counted':
      return countedOf(figure, figure.of);
    case 'missing_count':
      return figure.missing;
    case 'range':
      return rangeOf(figure);
    case 'source':
      return [documentName(promise.source.document), promise.source.section].filter(Boolean).join(' ');
  }
}

function below(reading: PlanReading, figures: readonly PlanFigure[], taken: Taken): WorkbookCell[][] {
  const label = (name: string): string => text(`indicators.export.${name}`);
  return [
    [],
    [label('plan'), reading.title],
    ...(reading.demonstration ? [['', text('workbench.plan.demonstration')]] : []),
    [label('place'), taken.place],
    [label('as_of'), sayDay(reading.as_of)],
    [
      label('boundaries'),
      text(`workbench.plan.boundaries.${reading.boundaries}`, {
        on: sayDay(reading.boundaries === 'now' ? taken.at.slice(0, 10) : reading.as_of),
      }),
    ],
    [label('version'), `${reading.version} (${reading.hash.slice(0, 12)})`],
    [label('rows'), text('indicators.export.of', { shown: figures.length, all: reading.figures.length })],
    [label('by'), taken.by],
    [label('at'), taken.at],
    [label('note'), label('honest')],
  ];
}
