import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Handle } from '../../../kernel/kernel.ts';
import { bareText, dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Notes, SheetReading, World } from '../../../registers/registers.ts';
import { listPlaces, noteBook, readBook, readSheets, sheetShapes, sheetWords, text } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { readForm } from '../../http/parts.ts';
import { requireFormToken, requireHat } from '../../http/session.ts';
import { sendWorkbook } from '../imports/upload.ts';

const Mode = Type.Object({ mode: Type.Union([Type.Literal('check'), Type.Literal('notes')]) });

/** So many faults are told on a page; the file carries all. */
const MOST_TOLD = 200;

/** Workbooks as offices keep them (DAT-10): what stands in them, and every cell to mend. Nothing is kept. */
export function workbookRoutes(app: App): void {
  const config = { multipart: true };
  app.post('/api/workbooks', { config, schema: { querystring: Mode } }, checkWorkbook);
}

async function checkWorkbook(request: FastifyRequest<{ Querystring: Static<typeof Mode> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { handle, hat } = await requireHat(request, 'person.read');
  if (!request.isMultipart()) throw new LinliError('IMPORT_FILE_EMPTY');
  const { fields, file } = await readForm(request);
  await requireFormToken(request, reply, fields._csrf);
  if (!file) throw new LinliError('IMPORT_FILE_EMPTY');
  const grids = await readBook(file.content, file.filename);
  const readings = await readSheets(grids, sheetShapes(linli.library), await worldOf(linli, handle, hat.county));
  if (request.query.mode === 'notes')
    return sendWorkbook(reply, file.filename, await noteBook(file.content, file.filename, notesOf(readings), text('workbooks.author')));
  const read = new Set(readings.map(({ layout }) => layout.sheet));
  return {
    file: file.filename,
    sheets: readings.map(shown),
    others: grids.filter(({ name }) => !read.has(name)).map(({ name, hidden, rows }) => ({ name, hidden, empty: rows.length === 0 })),
  };
}

/** Names of the county's places, alone, without their last word, and behind their town's. */
async function worldOf(linli: Linli, handle: Handle, county: string): Promise<World> {
  const today = dayOf(linli.clock.now());
  const places = await listPlaces(handle, county, ['town', 'community'], today);
  const endings = text('workbooks.place_endings').split('|');
  const names: Record<'town' | 'community', Map<string, string>> = { town: new Map(), community: new Map() };
  const towns = new Map(places.map((place) => [place.code, place.name]));
  const twice = new Set<string>();
  const say = (level: 'town' | 'community', said: string, name: string): void => {
    const key = bareText(said);
    // A short name that two places share names neither.
    if (names[level].has(key) && names[level].get(key) !== name) twice.add(key);
    else names[level].set(key, name);
  };
  for (const { name, level, town } of places) {
    const kind = level === 'town' ? 'town' : 'community';
    say(kind, name, name);
    const ending = endings.find((one) => name.endsWith(one) && [...name].length > [...one].length + 1);
    if (ending !== undefined) say(kind, name.slice(0, -ending.length), name);
    if (kind === 'community' && town !== null) say(kind, `${towns.get(town) ?? ''}${name}`, name);
  }
  for (const key of twice) for (const map of Object.values(names)) if (map.get(key) !== key) map.delete(key);
  return { today, areas: new Set([...linli.areas, county.slice(0, 6)]), places: names, words: sheetWords(linli.library) };
}

function shown({ layout, on, entries, faults, colours }: SheetReading) {
  const titles = new Map(layout.shape.fields.map(({ field, title }) => [field, title]));
  const counts = new Map<string, number>();
  for (const { why } of layout.skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return {
    name: layout.sheet,
    ledger: layout.shape.title,
    headings: layout.headings,
    on,
    entries: entries.length,
    faulty: faults.length,
    columns: layout.columns.map(({ letters, heading, field }) => ({ letters, heading, title: titles.get(field) ?? field })),
    unread: layout.unread,
    missing: layout.missing.map(({ title }) => title),
    skipped: [...counts].map(([why, count]) => ({ why: text(`workbooks.skipped.${why}`), count })),
    colours,
    faults: faults.slice(0, MOST_TOLD).map(({ row, cells, title, written, code, values }) => ({
      row,
      cells,
      column: text('workbooks.cell', { title, cells: cells.join(text('documents.comma')) }),
      value: written,
      code,
      sentence: text(`workbooks.faults.${code}`, values),
    })),
  };
}

/** What to say at each cell. */
function notesOf(readings: readonly SheetReading[]): Notes {
  return Object.fromEntries(
    readings
      .filter(({ faults }) => faults.length > 0)
      .map(({ layout, faults }) => {
        const said: Record<string, string> = {};
        for (const { cells, title, code, values } of faults)
          for (const cell of cells) {
            const note = text('workbooks.note', { title, sentence: text(`workbooks.faults.${code}`, values) });
            said[cell] = said[cell] === undefined ? note : `${said[cell]}\n${note}`;
          }
        return [layout.sheet, said];
      }),
  );
}
