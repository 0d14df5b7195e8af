import { text } from '../../registers/registers.ts';
import type { Measure, Target } from './target.ts';

const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '>=': '≥', '<=': '≤', '==': '=', '!=': '≠', '-': '−' };
const SPOKEN = ['rows', 'passing', 'mean', 'years', 'community_type'];
const TOKEN = /"[^"]*"|limit\.\w+|[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|==|!=|&&|\|\||\S/g;

/** An expression as a person reads it: titles for measures, numbers for limits, signs as written on paper. */
export function sayExpression(source: string, target: Pick<Target, 'limits'>, measures: readonly Measure[]): string {
  const titles = new Map(measures.map((measure) => [measure.name, measure.title]));
  const words = (source.match(TOKEN) ?? []).map((token) => {
    if (token.startsWith('limit.')) return String(target.limits?.[token.slice('limit.'.length)] ?? token);
    if (token === '&&') return text('indicators.words.and');
    if (token === '||') return text('indicators.words.or');
    if (SPOKEN.includes(token)) return text(`indicators.words.${token}`);
    return titles.get(token) ?? SIGNS[token] ?? token;
  });
  return words.join(' ').replace(/\( /g, '(').replace(/ \)/g, ')');
}
