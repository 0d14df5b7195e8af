import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { PrintedDocument } from './documents.ts';
import { renderDocument } from './documents.ts';

const document = (fields: Partial<PrintedDocument> = {}): PrintedDocument => ({
  title: 'Report',
  date: '2026-11-20',
  footer: 'hash',
  notice: 'invented',
  blocks: [
    { kind: 'heading', text: 'One' },
    { kind: 'paragraph', text: '#strong[no markup] $x$ <b>' },
    { kind: 'facts', rows: [['label', 'value']] },
    {
      kind: 'table',
      caption: 'c',
      columns: [
        { title: 'a', width: 2 },
        { title: 'b', align: 'right' },
      ],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    },
    { kind: 'signature', lines: ['office', 'day'] },
    { kind: 'code', address: 'http://localhost/verify/1', caption: 'scan' },
  ],
  ...fields,
});

test('a PDF is an archive copy: PDF/A-2b with its fonts inside', async () => {
  const bytes = Buffer.from(await renderDocument(document(), 'pdf'));
  const text = bytes.toString('latin1');
  assert.equal(text.slice(0, 5), '%PDF-');
  assert.match(text, /pdfaid:part>2</);
  assert.match(text, /FontFile3/);
});

test('after the first one a page is printed within a tenth of a second', async () => {
  await renderDocument(document(), 'pdf');
  const times: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    const started = performance.now();
    await renderDocument(document({ title: `Report ${index}` }), 'pdf');
    times.push(performance.now() - started);
  }
  assert.ok(times.sort((a, b) => a - b)[2]! < 100, times.join(' '));
});

test('a Word file holds the same text, with table headers that repeat, and nothing a person typed becomes markup', async () => {
  const files = unzipSync(await renderDocument(document(), 'docx'));
  const body = strFromU8(files['word/document.xml']!);
  for (const words of ['Report', 'invented', 'One', '#strong[no markup] $x$ &lt;b&gt;', 'office']) assert.ok(body.includes(words), words);
  assert.match(body, /<w:tblHeader/);
});

test('a long table runs over pages, and any text of the people of the register prints', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => [`\u{20BB7}\u00B7\u5df4\u56fe ${index}`, '\u3447\u4dae']);
  const bytes = await renderDocument(document({ blocks: [{ kind: 'table', columns: [{ title: 'a' }, { title: 'b' }], rows }] }), 'pdf');
  assert.ok(
    (
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type ?\/Page\b/g) ?? []
    ).length > 3,
  );
});

test('no text keeps anybody from the paper: turned lines, control characters, scripts without a font here', async () => {
  for (const text of ['不符合\u202eabc', '\u202e同意abc\u2067', 'a\u0001b\u0008c\ufffed', 'ᠪᠠᠭᠠᠲᠤᠷ', 'བོད', 'ئۇيغۇر', '\ud800']) {
    const blocks: PrintedDocument['blocks'] = [
      { kind: 'facts', rows: [['name', text]] },
      { kind: 'paragraph', text },
    ];
    const pdf = Buffer.from(await renderDocument(document({ blocks }), 'pdf'));
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', JSON.stringify(text));
    const word = strFromU8(unzipSync(await renderDocument(document({ blocks }), 'docx'))['word/document.xml']!);
    assert.doesNotMatch(word, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  }
});

test('a text that makes the compiler abort stops neither the web process nor its own paper nor the next one', async () => {
  const points = '\u0591\u0596\u0592';
  const [struck, next] = await Promise.all(
    [points.repeat(3), '\u4e0b\u4e00\u4efd'].map((text) =>
      renderDocument(document({ blocks: [{ kind: 'paragraph', text: `a${text} \u05d0 `.repeat(60) }] }), 'pdf'),
    ),
  );
  for (const bytes of [struck!, next!]) assert.equal(Buffer.from(bytes).subarray(0, 5).toString(), '%PDF-');
  assert.match(Buffer.from(struck!).toString('latin1'), /pdfaid:part>2</);
});
