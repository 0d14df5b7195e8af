import { Environment } from '@marcbachmann/cel-js';
import { hasText, text } from './texts.ts';

/** The types a pack's expression may see. Numbers of a pack are `double`. The names `type`, `int`, `string`, `list`, `map` belong to CEL. */
export type VariableType = 'double' | 'int' | 'string' | 'bool' | 'dyn' | 'map' | 'list';
export type Variables = Readonly<Record<string, VariableType>>;

/** An expression of a pack, checked and ready. */
export interface Expression {
  readonly source: string;
  /** The declared variables the expression reads. */
  readonly variables: readonly string[];
  /** The type of the result as the language infers it: `bool`, `double`, `string`, `dyn` … */
  readonly type: string;
  /** Numbers come back as numbers. Throws ExpressionFault when a value is missing or of another type. */
  evaluate(values: Readonly<Record<string, unknown>>): unknown;
}

export type ExpressionFaultKind = 'syntax' | 'unknown-variable' | 'type' | 'evaluation';

/** Why an expression cannot be used. */
export class ExpressionFault extends Error {
  readonly kind: ExpressionFaultKind;
  readonly source: string;
  /** The unknown name, or what the language says. */
  readonly detail: string;
  constructor(kind: ExpressionFaultKind, source: string, detail: string) {
    super(`${kind}: ${detail} in «${source}»`);
    this.kind = kind;
    this.source = source;
    this.detail = detail;
  }
}

const base = comfortable();

/**
 * Compiles a CEL expression over declared variables. Authors write `300` or `300.0` as they like: whole numbers count as
 * doubles. Throws ExpressionFault for bad syntax, an undeclared variable or types that do not fit.
 */
export function compileExpression(source: string, variables: Variables): Expression {
  const environment = base.clone();
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
  const parsed = parsedOf(environment, source);
  const checked = parsed.check();
  if (!checked.valid) throw faultOf(source, checked.error);
  refusePatterns(source);
  return {
    source,
    type: String(checked.type),
    variables: Object.keys(variables).filter((name) => namesIn(source).has(name)),
    evaluate: (values) => {
      try {
        return plain(parsed(values as Record<string, unknown>));
      } catch (error) {
        throw new ExpressionFault('evaluation', source, firstLine(error));
      }
    },
  };
}

function parsedOf(environment: Environment, source: string): ReturnType<Environment['parse']> {
  try {
    return environment.parse(withDoubles(source));
  } catch (error) {
    throw faultOf(source, error);
  }
}

function faultOf(source: string, error: unknown): ExpressionFault {
  const code = (error as { code?: string }).code ?? '';
  const message = firstLine(error);
  if (code === 'unknown_variable') return new ExpressionFault('unknown-variable', source, message.replace(/^.*: /, ''));
  return new ExpressionFault(
    (error as Error | undefined)?.name === 'ParseError' ? 'syntax' : 'type',
    source,
    explained(source, error as LanguageError),
  );
}

const PATTERN = /\.matches\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)')\s*\)/g;

/** The language looks into a pattern only when it is used; who wrote it should hear of it before. */
function refusePatterns(source: string): void {
  for (const [, double, single] of source.matchAll(PATTERN)) {
    const pattern = (double ?? single ?? '').replace(/\\(.)/g, (whole, next: string) =>
      next === '\\' || next === '"' || next === "'" ? next : whole,
    );
    try {
      RegExp(pattern, 'u');
    } catch {
      throw new ExpressionFault('syntax', source, text('packs.cel.pattern', { part: pattern }));
    }
  }
}

/** What the language says about an expression: a code of its own, where, and a sentence in English. */
interface LanguageError {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** Names of tokens the language misses. */
const WANTED: Readonly<Record<string, string>> = { RPAREN: ')', RBRACKET: ']', RBRACE: '}', COLON: ':', COMMA: ',' };

/** The same in words of the catalogue, with the part of the expression that is meant and where it begins. */
function explained(source: string, error: LanguageError): string {
  const { start } = error.range ?? {};
  const words = wordsFor(source, error);
  return start === undefined || start >= withDoubles(source).length
    ? words
    : text('packs.cel.position', { column: placeIn(source, start) + 1, words });
}

/** Where a place of the expression as the language reads it stands in what the author wrote. */
function placeIn(source: string, place: number): number {
  let at = 0;
  while (at < source.length && withDoubles(source.slice(0, at + 1)).length <= place) at += 1;
  return at;
}

function wordsFor(source: string, { code = '', summary = '', range }: LanguageError): string {
  const read = withDoubles(source);
  const part = read
    .slice(range?.start ?? 0, range?.end ?? read.length)
    .replace(/(?<=\d)\.0\b/g, '')
    .trim();
  const wanted = WANTED[/^Expected (\w+)/.exec(summary)?.[1] ?? ''];
  const key = `packs.cel.${code}${part === '' ? '-at-end' : ''}`;
  if (!hasText(key) || (code === 'expected_token' && !wanted))
    return text(part === '' ? 'packs.cel.other-at-end' : 'packs.cel.other', { part });
  return text(key, { part, wanted: wanted ?? '' });
}

function firstLine(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error).split('\n')[0] ?? '';
}

/** CEL never mixes int and double; a clerk who writes `area >= 300` does. `size()` stays an int, so the mixed operators are added. */
function comfortable(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false });
  const operators: Record<string, (left: number, right: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  for (const [sign, work] of Object.entries(operators)) {
    const handler = (left: unknown, right: unknown): number => work(Number(left), Number(right));
    environment.registerOperator(`double ${sign} int`, handler);
    environment.registerOperator(`int ${sign} double`, handler);
  }
  environment.registerOperator('double == int', (left: unknown, right: unknown) => Number(left) === Number(right));
  return environment;
}

const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\[\d+\]|[A-Za-z_]\w*|\d+\.\d+(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|\d+u?/g;

/** Writes whole-number literals as doubles, except inside strings and as an index. */
function withDoubles(source: string): string {
  return source.replace(TOKEN, (token) => (/^\d+$/.test(token) ? `${token}.0` : token));
}

function namesIn(source: string): Set<string> {
  const bare = source.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  return new Set(bare.match(/(?<![.\w])[A-Za-z_]\w*/g) ?? []);
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
