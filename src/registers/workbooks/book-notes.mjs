// Part of the reader's process (see book.ts), which loads plain JavaScript only.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument';
/** What may follow the place of a sheet's drawing. */
const BEHIND = /<(?:legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/;

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');

/** Told at each shape: the drawing of somebody else may call them otherwise. */
const SPACES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';

const placeOf = (address) => {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address);
  return [[...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1, Number(row) - 1];
};

const shape = (address, at) => {
  const [column, row] = placeOf(address);
  return `<v:shape ${SPACES} id="linli${at}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1},15,${row},2,${column + 4},15,${row + 4},4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
};

const drawing = (shapes) =>
  `<xml ${SPACES}><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes}</xml>`;

const remark = (address, author, text) =>
  `<comment ref="${address}" authorId="${author}"><text><r><t xml:space="preserve">${escaped(text)}</t></r></text></comment>`;

/** Where a relation of a sheet points, as a path in the file; undefined where there is none. */
function target(relations, kind) {
  const found = new RegExp(`<Relationship\\b[^>]*Type="[^"]*/${kind}"[^>]*>`).exec(relations)?.[0];
  const path = found && /Target="([^"]*)"/.exec(found)?.[1];
  return path?.replace(/^\.\.\//, 'xl/').replace(/^\//, '');
}

/**
 * The workbook with a note at each cell, and nothing else changed. `notes`: part of a sheet → address → what to say. A note of somebody else at the same
 * cell keeps its words before ours.
 */
export function withNotes(bytes, notes, author) {
  const parts = unzipSync(bytes);
  let types = strFromU8(parts['[Content_Types].xml']);
  Object.entries(notes).forEach(([part, said], number) => {
    const path = part.replace(/([^/]+)$/, '_rels/$1.rels');
    const relations = parts[path]
      ? strFromU8(parts[path])
      : `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`;
    const known = { comments: target(relations, 'comments'), drawing: target(relations, 'vmlDrawing') };
    const shapes = Object.keys(said)
      .map((address, at) => shape(address, `${number}_${at}`))
      .join('');
    if (known.comments && known.drawing && parts[known.comments] && parts[known.drawing]) {
      parts[known.comments] = strToU8(addRemarks(strFromU8(parts[known.comments]), said, author));
      parts[known.drawing] = strToU8(strFromU8(parts[known.drawing]).replace(/<\/xml>\s*$/, `${shapes}</xml>`));
      return;
    }
    const [comments, sketch] = [`xl/linli-comments${number}.xml`, `xl/drawings/linli-notes${number}.vml`];
    const remarks = Object.entries(said).map(([address, text]) => remark(address, 0, text));
    parts[comments] = strToU8(
      `<comments xmlns="${MAIN}"><authors><author>${escaped(author)}</author></authors><commentList>${remarks.join('')}</commentList></comments>`,
    );
    parts[sketch] = strToU8(drawing(shapes));
    parts[path] = strToU8(
      relations.replace(
        '</Relationships>',
        `<Relationship Id="linliNotes" Type="${RELATIONS}/comments" Target="/${comments}"/><Relationship Id="linliSketch" Type="${RELATIONS}/vmlDrawing" Target="/${sketch}"/></Relationships>`,
      ),
    );
    types = types.replace('</Types>', `<Override PartName="/${comments}" ContentType="${TYPES}.spreadsheetml.comments+xml"/></Types>`);
    if (!/Extension="vml"/.test(types))
      types = types.replace(/(<Types\b[^>]*>)/, `$1<Default Extension="vml" ContentType="${TYPES}.vmlDrawing"/>`);
    const sheet = strFromU8(parts[part]);
    const named = /xmlns:r=/.test(sheet) ? sheet : sheet.replace(/<worksheet\b/, `<worksheet xmlns:r="${RELATIONS}"`);
    parts[part] = strToU8(named.replace(BEHIND, (found) => `<legacyDrawing r:id="linliSketch"/>${found}`));
  });
  parts['[Content_Types].xml'] = strToU8(types);
  return zipSync(parts, { level: 6 });
}

function addRemarks(xml, said, author) {
  const authors = (xml.match(/<author>|<author\/>/g) ?? []).length;
  let whole = xml.replace('</authors>', `<author>${escaped(author)}</author></authors>`);
  for (const [address, text] of Object.entries(said)) {
    const own = new RegExp(`(<comment\\b[^>]*\\bref="${address}"[^>]*>.*?)(</text>)`, 's');
    whole = own.test(whole)
      ? whole.replace(own, (_, before, end) => `${before}<r><t xml:space="preserve">\n${escaped(text)}</t></r>${end}`)
      : whole.replace('</commentList>', `${remark(address, authors, text)}</commentList>`);
  }
  return whole;
}
