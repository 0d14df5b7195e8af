import type { FastifyRequest } from 'fastify';
import { LinliError } from '../../kernel/kernel.ts';
import type { App } from './linli.ts';

/** No form, filter or change of ours nests more than six deep; whoever sends more wants to see something fall over. */
export const MOST_DEPTH = 20;

/** How deep brackets nest in a JSON text, counted without parsing it. */
export function depthOf(json: string): number {
  let depth = 0;
  let most = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (inText) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) inText = false;
    } else if (sign === QUOTE) inText = true;
    else if (sign === OPEN_OBJECT || sign === OPEN_LIST) most = Math.max(most, ++depth);
    else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) depth -= 1;
  }
  return most;
}

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [...'"\\{}[]'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Whether a body opens more brackets than the depth allows: most open a few, and are not walked through. */
function opensMore(body: string): boolean {
  let opened = 0;
  for (const sign of '{[')
    for (let at = body.indexOf(sign); at !== -1 && opened <= MOST_DEPTH; at = body.indexOf(sign, at + 1)) opened += 1;
  return opened > MOST_DEPTH;
}

/** Reads JSON bodies no deeper than `MOST_DEPTH`: what walks over them later (rules, hashes, the database) then never runs out of stack. */
export function readJsonBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request: FastifyRequest, body: string, done) => {
    if (opensMore(body) && depthOf(body) > MOST_DEPTH) done(new LinliError('INPUT_INVALID', { count: 1 }, { body: 'FIELD_UNREADABLE' }));
    else parse(request, body, done);
  });
}
