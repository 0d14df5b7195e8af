import { join } from 'node:path';
import type { CallExpression, Expression, NewExpression, Node, PropertyAssignment } from 'typescript/unstable/ast';
import {
  isArrowFunction,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isConstructorDeclaration,
  isElementAccessExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isNewExpression,
  isNonNullExpression,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSatisfiesExpression,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  isTemplateExpression,
  isVariableDeclaration,
  SyntaxKind,
} from 'typescript/unstable/ast';
import type { Checker, Project, Symbol, Type } from 'typescript/unstable/sync';
import { API } from 'typescript/unstable/sync';
import { familyPattern } from '../../src/main/asked.ts';

/** The texts one place asks for: a whole key, or the parts around what only the running program knows. */
export interface AskedText {
  /** The key; `*` stands for what is put in at run time. */
  readonly key: string;
  /** The placeholders the place fills. */
  readonly filled: readonly string[];
  /** It hands over more values, of names that stand elsewhere (in the database, in a thrown error). */
  readonly open: boolean;
  /** It asks whether the text is there before it is said. */
  readonly optional: boolean;
  /** The key stands there letter by letter, not as one of those a type allows. */
  readonly named: boolean;
  readonly place: string;
}

/** Where a function's parameter goes into a key: `before`, the parameter, `after`. */
interface Speaker {
  readonly before: string;
  readonly after: string;
  /** Undefined where the key is the same at every call. */
  readonly key: number | undefined;
  readonly values: number | undefined;
  readonly filled: readonly string[];
  readonly open: boolean;
  readonly optional: boolean;
}

/** A piece of a key: letters, a parameter of the function around it, or what only the running program knows. */
type Piece = { readonly said: string; readonly allowed?: true } | { readonly parameter: Parameter } | { readonly unknown: true };
interface Parameter {
  readonly owner: string;
  readonly at: number;
}
interface Values {
  readonly filled: ReadonlySet<string>;
  readonly open: boolean;
  readonly parameters: readonly Parameter[];
}

const NOTHING: Values = { filled: new Set(), open: false, parameters: [] };
const UNKNOWN: Values = { filled: new Set(), open: true, parameters: [] };
const spoken = (before: string, rest: Partial<Speaker> = {}): Speaker => ({
  before,
  after: '',
  key: 0,
  values: 1,
  filled: [],
  open: false,
  optional: false,
  ...rest,
});
const inError = ['', 'start.'].flatMap((where) =>
  ['sentence', 'next'].map((part) => spoken(`${where}errors.`, { after: `.${part}`, optional: where !== '' })),
);

/** The functions that say a text of the catalogue, by file and name. */
const ROOTS: Readonly<Record<string, readonly Speaker[]>> = {
  'src/registers/packs/texts.ts text': [spoken('')],
  'src/registers/packs/texts.ts hasText': [spoken('', { values: undefined, optional: true })],
  'src/registers/packs/shelf.ts isText': [spoken('', { key: 1, values: undefined, optional: true })],
  'src/channels/workbench/app/text/words.ts words': [spoken('workbench.')],
  'src/channels/workbench/app/text/words.ts wordsOr': [spoken('workbench.', { values: undefined, optional: true })],
  'src/channels/workbench/app/text/words.ts namesUnder': [spoken('workbench.', { after: '.*', values: undefined, optional: true })],
  'src/kernel/errors.ts LinliError': inError,
};

/** Every place of the program that says a text, with the key and the placeholders it fills, as the compiler sees them. */
export function askedTexts(root: string): AskedText[] {
  const api = new API();
  try {
    const project = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects()[0]!;
    return new Reading(project, root).all();
  } finally {
    api.close();
  }
}

/** Keys of families that go over several steps. */
const DEEP: Readonly<Record<string, string>> = {
  'packs.faults.unread.*': 'packs.faults.unread.**',
  'api.operations.* *': 'api.operations.* **',
};

/** Families whose members a pack may add to, because its procedures name them. */
const OF_PACKS = new Set(['notices.*', 'procedures.outcomes.*']);

/** A key of which no more is known than its file says nothing. */
const TOO_WIDE = /^\*|^\w+\.\*$/;

const OF_ERRORS = /^(start\.)?errors\./;

interface TextRow {
  readonly key: string;
  readonly filled: ReadonlySet<string>;
  readonly open: boolean;
}

/** What the sources ask of a catalogue: the texts with their placeholders as `docs/texts.csv` lists them, and what does not fit. */
export interface TextsList {
  readonly content: string;
  /** Keys that are asked for by name and have no text. */
  readonly missing: readonly string[];
  /** Texts nobody asks for. */
  readonly unasked: readonly string[];
  /** Placeholders of texts that nobody fills. */
  readonly unfilled: readonly string[];
}

/** Sets what the program asks for against the texts that stand in the catalogue. */
export function listTexts(places: readonly AskedText[], catalogue: ReadonlyMap<string, string>): TextsList {
  const known = settled(places)
    .filter((place) => place.key !== '' && (!TOO_WIDE.test(place.key) || OF_PACKS.has(place.key)))
    .map((place) => ({ ...place, key: DEEP[place.key] ?? place.key }));
  const exact = gathered(known.filter((place) => !place.key.includes('*')));
  const families = [...gathered(known.filter((place) => place.key.includes('*'))).values()].map((row) => ({
    ...row,
    fits: familyPattern(row.key),
  }));
  const unasked: string[] = [];
  const unfilled: string[] = [];
  const rows = [...catalogue].map(([key, written]): readonly [string, string] => {
    const used = [...written.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
    const own = exact.get(key);
    const over = families.filter(({ fits }) => fits.test(key));
    if (!own && over.length === 0) unasked.push(key);
    // Who asks for a key whole knows its values better than who asks for all that begin alike.
    const sure = own && !own.open && used.every((name) => own.filled.has(name)) ? [own] : [...(own ? [own] : []), ...over];
    const filled = new Set(sure.flatMap((one) => [...one.filled]));
    if (sure.some((one) => one.open)) for (const name of used) filled.add(name);
    for (const name of used) if (!filled.has(name)) unfilled.push(`${key} {${name}}`);
    return [key, [...filled].sort().join(' ')];
  });
  const begun = families
    .filter(({ key }) => OF_PACKS.has(key))
    .map(({ key, filled, open }): readonly [string, string] => [key, open ? '*' : [...filled].sort().join(' ')]);
  const lines = [...rows.filter(([key]) => !unasked.includes(key)), ...begun]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, filled]) => `${key},${filled}`);
  const missing = known
    .filter((place) => place.named && !place.optional && !place.key.includes('*') && !catalogue.has(place.key))
    .map((place) => `${place.key} (${place.place})`);
  return {
    content: `key,placeholders\n${lines.join('\n')}\n`,
    missing: missing.filter((one) => !one.startsWith('errors.')),
    unasked,
    unfilled,
  };
}

/** Values without a name of their own were put together where the same texts are asked for with names. Errors come from anywhere. */
function settled(places: readonly AskedText[]): AskedText[] {
  const named = new Set(
    places.filter((place) => !place.open && place.filled.length > 0 && !OF_ERRORS.test(place.key)).map((place) => place.key),
  );
  return places.map((place) => (place.open && place.filled.length === 0 && named.has(place.key) ? { ...place, open: false } : place));
}

function gathered(places: readonly AskedText[]): Map<string, TextRow> {
  const rows = new Map<string, TextRow>();
  for (const { key, filled, open } of places) {
    const row = rows.get(key);
    rows.set(key, { key, filled: new Set([...(row?.filled ?? []), ...filled]), open: open || (row?.open ?? false) });
  }
  return rows;
}

class Reading {
  private readonly checker: Checker;
  private readonly root: string;
  private readonly project: Project;
  private readonly speakers = new Map(Object.entries(ROOTS));
  private readonly names = new Map<Node, string | undefined>();

  constructor(project: Project, root: string) {
    this.project = project;
    this.checker = project.checker;
    this.root = `${root}/`;
  }

  all(): AskedText[] {
    const files = this.project.program
      .getSourceFileNames()
      .filter((name) => name.startsWith(`${this.root}src/`) && !/\.(test|bench)\.tsx?$/.test(name));
    const calls = files.flatMap((name) => callsIn(this.project.program.getSourceFile(name)!));
    const found = new Map<string, AskedText>();
    // A function that passes its parameters on speaks as well: again until no new one is found.
    for (let known = -1; known !== this.size(); ) {
      known = this.size();
      found.clear();
      for (const call of calls) for (const one of this.askedBy(call)) found.set(JSON.stringify(one), one);
    }
    const handedOn = new Set(files.flatMap((name) => this.handedOn(this.project.program.getSourceFile(name)!)));
    return [
      ...found.values(),
      ...[...handedOn].flatMap((owner) => (this.speakers.get(owner) ?? []).map((speaker) => askedSomewhere(owner, speaker))),
    ];
  }

  /** Functions that say a text and are given to others to call: with what, only the running program knows. */
  private handedOn(file: Node): string[] {
    const names = new Set([...this.speakers.keys()].filter((owner) => !(owner in ROOTS)).map((owner) => owner.split(' ')[1]!));
    const found: string[] = [];
    const walk = (node: Node): void => {
      if (isIdentifier(node) && names.has(node.text) && !isCalled(node) && (node.parent as { readonly name?: Node }).name !== node) {
        const declared = this.declarationOf(node);
        const owner = declared && this.nameOf(declared);
        if (owner !== undefined && this.speakers.has(owner)) found.push(owner);
      }
      node.forEachChild((child) => walk(child));
    };
    walk(file);
    return found;
  }

  private size(): number {
    return [...this.speakers.values()].reduce((sum, each) => sum + each.length, 0);
  }

  private askedBy(call: CallExpression | NewExpression): AskedText[] {
    const callee = this.calleeName(call);
    return (callee === undefined ? [] : (this.speakers.get(callee) ?? [])).flatMap((speaker) => this.asked(call, speaker));
  }

  private asked(call: CallExpression | NewExpression, speaker: Speaker): AskedText[] {
    const given = call.arguments ?? [];
    const keys = speaker.key === undefined ? [[]] : given[speaker.key] ? this.pieces(given[speaker.key]!) : [[{ unknown: true } as const]];
    const handed = speaker.values === undefined || !given[speaker.values] ? NOTHING : this.values(given[speaker.values]!);
    const filled = [...new Set([...speaker.filled, ...handed.filled])].sort();
    const open = speaker.open || handed.open;
    return keys.flatMap((pieces) => {
      const whole: Piece[] = [{ said: speaker.before }, ...pieces, { said: speaker.after }];
      const passed = whole.findIndex((piece) => 'parameter' in piece);
      const parameter = passed < 0 ? undefined : (whole[passed] as { parameter: Parameter }).parameter;
      const owner = parameter?.owner ?? handed.parameters[0]?.owner;
      if (owner !== undefined) {
        this.learn(owner, {
          before: passed < 0 ? sayPieces(whole) : sayPieces(whole.slice(0, passed)),
          after: passed < 0 ? '' : sayPieces(whole.slice(passed + 1)),
          key: parameter?.at,
          values: handed.parameters.find((one) => one.owner === owner)?.at,
          filled,
          open: open || handed.parameters.length > 1,
          optional: speaker.optional,
        });
        return [];
      }
      return [
        {
          key: sayPieces(whole),
          filled,
          open,
          optional: speaker.optional,
          named: whole.every((piece) => !('allowed' in piece)),
          place: this.placeOf(call),
        },
      ];
    });
  }

  private learn(owner: string, speaker: Speaker): void {
    const known = this.speakers.get(owner) ?? [];
    if (owner in ROOTS || known.some((one) => JSON.stringify(one) === JSON.stringify(speaker))) return;
    this.speakers.set(owner, [...known, speaker]);
  }

  private placeOf(node: Node): string {
    return node.getSourceFile().fileName.slice(this.root.length);
  }

  /** The function or class that is called, by file and name. */
  private calleeName(call: CallExpression | NewExpression): string | undefined {
    const callee = call.expression;
    if (!isIdentifier(callee) && !isPropertyAccessExpression(callee)) return undefined;
    const declared = this.declarationOf(isIdentifier(callee) ? callee : callee.name);
    return declared && this.nameOf(declared);
  }

  private declarationOf(node: Node): Node | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol && this.resolved(symbol);
  }

  private resolved(symbol: Symbol): Node | undefined {
    const first = symbol.valueDeclaration ?? symbol.declarations[0];
    const node = first?.resolve(this.project);
    if (
      node &&
      (node.kind === SyntaxKind.ImportSpecifier || node.kind === SyntaxKind.ExportSpecifier || node.kind === SyntaxKind.ImportClause)
    )
      return this.resolved(this.checker.getAliasedSymbol(symbol));
    return node;
  }

  /** A function is known by its file, its name and where it stands; a function in a variable by the variable. */
  private nameOf(node: Node): string | undefined {
    if (this.names.has(node)) return this.names.get(node);
    const named = (node as { name?: Node }).name;
    const file = node.getSourceFile().fileName;
    const plain = `${file.slice(this.root.length)} ${named ? named.getText() : ''}`;
    const name = !file.startsWith(`${this.root}src/`) || !named ? undefined : plain in ROOTS ? plain : `${plain} ${node.pos}`;
    this.names.set(node, name);
    return name;
  }

  private parameterOf(declared: Node | undefined): Parameter | undefined {
    if (!declared || !isParameterDeclaration(declared)) return undefined;
    const owner = declared.parent as Node & { readonly parameters: readonly Node[] };
    const holder =
      isFunctionDeclaration(owner) || owner.kind === SyntaxKind.MethodDeclaration
        ? owner
        : isConstructorDeclaration(owner) ||
            ((isArrowFunction(owner) || isFunctionExpression(owner)) && isVariableDeclaration(owner.parent))
          ? owner.parent
          : undefined;
    const name = holder && this.nameOf(holder);
    return name === undefined ? undefined : { owner: name, at: owner.parameters.indexOf(declared) };
  }

  /** Each key an expression may become, in pieces. */
  private pieces(node: Expression): Piece[][] {
    const inner = bare(node);
    if (inner !== node) return this.pieces(inner);
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return [[{ said: node.text }]];
    if (isConditionalExpression(node)) return [...this.pieces(node.whenTrue), ...this.pieces(node.whenFalse)];
    if (isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken)
        return [...this.pieces(node.left), ...this.pieces(node.right)];
      if (kind === SyntaxKind.PlusToken) return crossed(this.pieces(node.left), this.pieces(node.right));
    }
    if (isTemplateExpression(node)) {
      return node.templateSpans.reduce<Piece[][]>(
        (keys, span) => crossed(crossed(keys, this.pieces(span.expression)), [[{ said: span.literal.text }]]),
        [[{ said: node.head.text }]],
      );
    }
    if (isElementAccessExpression(node) && isIdentifier(node.expression)) {
      const declared = this.declarationOf(node.expression);
      const table = declared && isVariableDeclaration(declared) && declared.initializer ? bare(declared.initializer) : undefined;
      if (table && isObjectLiteralExpression(table) && table.properties.every((one) => isPropertyAssignment(one)))
        return table.properties.flatMap((one) => this.pieces((one as PropertyAssignment).initializer));
    }
    const literals = this.literalsOf(node);
    if (literals) return literals.map((said) => [{ said, allowed: true as const }]);
    if (isIdentifier(node)) {
      const declared = this.declarationOf(node);
      const parameter = this.parameterOf(declared);
      if (parameter) return [[{ parameter }]];
      if (declared && isVariableDeclaration(declared) && declared.initializer) return this.pieces(declared.initializer);
    }
    return [[{ unknown: true }]];
  }

  /** The words a type allows; undefined when it allows any. */
  private literalsOf(node: Expression): string[] | undefined {
    const type = this.checker.getTypeAtLocation(node);
    const parts = type === undefined ? [] : membersOf(type);
    const words = parts
      .filter((part) => part.isStringLiteralType() || part.isNumberLiteralType())
      .map((part) => String((part as { readonly value: unknown }).value));
    return words.length > 0 && words.length === parts.filter((part) => !isNothing(part)).length ? words : undefined;
  }

  private values(node: Expression): Values {
    const inner = bare(node);
    if (inner !== node) return this.values(inner);
    if (isObjectLiteralExpression(node))
      return joined(
        node.properties.map((property) => {
          if (isSpreadAssignment(property)) return this.values(property.expression);
          if (
            (isPropertyAssignment(property) || isShorthandPropertyAssignment(property)) &&
            (isIdentifier(property.name) || isStringLiteral(property.name))
          )
            return { ...NOTHING, filled: new Set([property.name.text]) };
          return UNKNOWN;
        }),
      );
    if (isConditionalExpression(node)) return joined([this.values(node.whenTrue), this.values(node.whenFalse)]);
    if (
      isBinaryExpression(node) &&
      (node.operatorToken.kind === SyntaxKind.QuestionQuestionToken || node.operatorToken.kind === SyntaxKind.BarBarToken)
    )
      return joined([this.values(node.left), this.values(node.right)]);
    const typed = this.valuesOfType(this.checker.getTypeAtLocation(node));
    if (!typed.open) return typed;
    if (isIdentifier(node)) {
      const declared = this.declarationOf(node);
      const parameter = this.parameterOf(declared);
      if (parameter) return { ...typed, open: false, parameters: [parameter] };
      if (declared && isVariableDeclaration(declared) && declared.initializer)
        return joined([this.values(declared.initializer), ...writesTo(node.text, node.getSourceFile().text)]);
    }
    return typed;
  }

  private valuesOfType(type: Type | undefined): Values {
    if (!type) return UNKNOWN;
    return joined(
      membersOf(type)
        .filter((part) => !isNothing(part))
        .map((part) => {
          const names = this.checker.getPropertiesOfType(part).map((symbol) => symbol.name);
          return {
            filled: new Set(names),
            open: part.isIntrinsicType() || this.checker.getIndexInfosOfType(part).length > 0,
            parameters: [],
          };
        }),
    );
  }
}

function callsIn(file: Node): (CallExpression | NewExpression)[] {
  const found: (CallExpression | NewExpression)[] = [];
  const walk = (node: Node): void => {
    if (isCallExpression(node) || isNewExpression(node)) found.push(node);
    node.forEachChild((child) => walk(child));
  };
  walk(file);
  return found;
}

function isCalled(node: Node): boolean {
  return (isCallExpression(node.parent) || isNewExpression(node.parent)) && node.parent.expression === node;
}

function askedSomewhere(owner: string, { before, after, key, filled, open, values, optional }: Speaker): AskedText {
  return {
    key: sayPieces([{ said: before }, ...(key === undefined ? [] : [{ unknown: true } as const]), { said: after }]),
    filled,
    open: open || values !== undefined,
    optional,
    named: false,
    place: owner.split(' ')[0]!,
  };
}

function bare(node: Expression): Expression {
  return isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node) || isNonNullExpression(node)
    ? node.expression
    : node;
}

function membersOf(type: Type): readonly Type[] {
  return type.isUnionType() ? (type.getTypes() ?? []) : [type];
}

function isNothing(type: Type): boolean {
  return type.isIntrinsicType() && ['undefined', 'null'].includes((type as { readonly intrinsicName?: string }).intrinsicName ?? '');
}

function crossed(left: Piece[][], right: Piece[][]): Piece[][] {
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

function sayPieces(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => ('said' in piece ? piece.said : '*'))
    .join('')
    .replace(/\*(?:\.\*)*\*/g, '*');
}

function joined(all: readonly Values[]): Values {
  return {
    filled: new Set(all.flatMap((one) => [...one.filled])),
    open: all.some((one) => one.open),
    parameters: all.flatMap((one) => one.parameters),
  };
}

/** What is put into a variable after its beginning: names that stand there, or names of the running program. */
function writesTo(name: string, source: string): Values[] {
  const named = [...source.matchAll(new RegExp(`\\b${name}\\.(\\w+) = `, 'g'))].map((found) => found[1]!);
  const unnamed = new RegExp(`\\b${name}\\[[^\\]]+\\] = `).test(source);
  return [{ filled: new Set(named), open: unnamed, parameters: [] }];
}
