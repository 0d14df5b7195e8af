import { BarChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useToneChoice } from '../shell/tone.ts';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { colour } from '../theme/theme.ts';
import type { FigureRow, Receipt } from './plan.client.ts';

use([BarChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** The subjects of a figure from least to most, with the target as a line. The table beside it says the same in numbers. */
export function RowsChart({ receipt, line }: { receipt: Receipt; line: number | null }) {
  const box = useRef<HTMLDivElement>(null);
  const { tone } = useToneChoice();
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current, undefined, { renderer: 'svg' });
    chart.setOption(optionOf(receipt, line));
    const resize = () => chart.resize();
    window.addEventListener('resize', resize);
    return () => {
      window.removeEventListener('resize', resize);
      chart.dispose();
    };
  }, [receipt, line, tone]);
  const rows = receipt.figure.rows.filter((row) => row.value !== null).length;
  return <div ref={box} className="chart" style={{ blockSize: Math.max(160, Math.min(640, 40 + rows * 26)) }} />;
}

/** A row falls short by its own test, or, without one, by the line. */
function short(row: FigureRow, line: number | null, direction: string): boolean {
  if (row.passes !== null) return !row.passes;
  return line !== null && row.value !== null && (direction === 'at-most' ? row.value > line : direction === 'at-least' && row.value < line);
}

function optionOf(receipt: Receipt, line: number | null): Record<string, unknown> {
  const rows = receipt.figure.rows.filter((row) => row.value !== null).sort((a, b) => a.value! - b.value!);
  const ink = colour('soft');
  return {
    animation: false, textStyle: { fontFamily: 'inherit', color: ink },
    grid: { left: 8, right: 56, top: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: 'item', valueFormatter: (value: unknown) => figure(value as number) },
    xAxis: { type: 'value', axisLabel: { color: ink }, splitLine: { lineStyle: { color: colour('line') } } },
    yAxis: { type: 'category', data: rows.map((row) => row.name), axisLabel: { color: ink }, axisTick: { show: false }, axisLine: { lineStyle: { color: colour('line') } } },
    series: [{
      type: 'bar', barMaxWidth: 14, data: rows.map((row) => ({ value: row.value, itemStyle: { color: short(row, line, receipt.figure.direction) ? colour('red') : colour('accent'), borderRadius: 3 } })),
      label: { show: true, position: 'right', color: ink, formatter: (point: { value: number }) => figure(point.value) },
      markLine: line === null ? undefined : { symbol: 'none', label: { formatter: words('plan.line', { target: figure(line) }), color: colour('ink') }, lineStyle: { color: colour('ink'), type: 'dashed' }, data: [{ xAxis: line }] },
    }],
  };
}
