import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { comfortScript } from '../comfort.ts';
import { components } from '../stylesheet.ts';
import { Dates, readDates } from './dates/dates.tsx';
import { ErrorSummary } from './error-summary/error-summary.tsx';
import { Form } from './form/form.tsx';
import { Input } from './input/input.tsx';
import { Known } from './known/known.tsx';
import { Qr, qrSvg } from './qr/qr.tsx';
import { Radios } from './radios/radios.tsx';
import type { Visitor } from './shell/shell.tsx';
import { Page, renderPage } from './shell/shell.tsx';
import { SummaryList } from './summary-list/summary-list.tsx';

const visitor: Visitor = {
  elder: false,
  demonstration: true,
  place: '柳湾县',
  name: undefined,
  csrf: 'token',
  path: '/items?q=a',
  hotline: '12349',
};
const html = (element: ReactElement): string => renderToStaticMarkup(element);

describe('components', () => {
  it('every component has a folder with its style, and no folder is forgotten in the stylesheet', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    assert.deepEqual(folders.sort(), [...components].sort());
  });

  it('a field ties label, hint and fault to its control, so that a screen reader says all three', () => {
    const shown = html(<Input name="phone" title="手机号" hint="11 位数字" fault="不对" keys="tel" />);
    assert.match(shown, /<label for="phone">手机号/);
    assert.match(shown, /aria-describedby="phone-hint phone-fault" aria-invalid="true"/);
    assert.match(shown, /<p class="fault" id="phone-fault">不对/);
  });

  it('the first of several choices bears the name as id, so that a fault leads there', () => {
    const shown = html(
      <Radios
        name="help"
        title="要人上门吗"
        choices={[
          { value: 'yes', title: '要' },
          { value: 'no', title: '不要' },
        ]}
        value="no"
      />,
    );
    assert.match(shown, /<input type="radio" id="help" name="help" value="yes"/);
    assert.match(shown, /value="no" checked=""|checked="" value="no"/);
    assert.match(html(<ErrorSummary faults={{ help: '请选一个' }} titles={{ help: '上门' }} />), /<a href="#help">“上门”：请选一个/);
  });

  it('a date is three boxes and one text', () => {
    assert.match(html(<Dates name="from" title="哪一天" value="2026-03-01" />), /name="from_month"[^>]*value="03"/);
    assert.equal(readDates('from', { from_year: '２０２６', from_month: '3', from_day: ' 1 ' }), '2026-3-1');
    assert.equal(readDates('from', {}), '');
  });

  it('a known fact is shown with a way to change it that needs no script', () => {
    const shown = html(
      <Known title="电话" value="*******0001">
        <Input name="phone" title="新的电话" />
      </Known>,
    );
    assert.match(shown, /\*{7}0001.*已为您填好.*<details><summary>/s);
    assert.match(
      html(
        <Known title="经过" value="起火" own>
          <Input name="story" title="新的经过" />
        </Known>,
      ),
      /起火.*您上次填的.*<details><summary>/s,
    );
  });

  it('what people typed is never read as markup', () => {
    assert.doesNotMatch(html(<SummaryList rows={[{ title: '经过', value: '<script>alert(1)</script>' }]} />), /<script>/);
    assert.doesNotMatch(
      renderPage(
        <Page visitor={{ ...visitor, path: '/"><script>' }} title="</title><script>">
          x
        </Page>,
      ),
      /"><script>|<title><\/title>/,
    );
  });

  it('a form carries the token, and the page its skip link, language, banner and the way to large type and back', () => {
    const page = renderPage(
      <Page visitor={visitor} title="标题">
        <Form visitor={visitor} action="/x">
          x
        </Form>
      </Page>,
    );
    for (const part of [
      '<!doctype html>',
      'lang="zh-CN"',
      'href="#main"',
      'class="demo"',
      'name="_csrf" value="token"',
      `href="/elder?on=1&amp;to=${encodeURIComponent('/items?q=a')}"`,
    ])
      assert.ok(page.includes(part), part);
    assert.match(
      renderPage(
        <Page visitor={{ ...visitor, elder: true, demonstration: false }} title="标题">
          x
        </Page>,
      ),
      /<html lang="zh-CN" class="elder">(?!.*class="demo")/s,
    );
  });

  it('a QR code is one path on a square grid, the same on screen and paper', () => {
    const path = /d="([^"]+)"/.exec(html(<Qr address="http://localhost/verify/1" caption="c" />))![1]!;
    assert.ok(qrSvg('http://localhost/verify/1').includes(path));
    assert.match(path, /^(M\d+ \d+h\d+v1h-\d+z)+$/);
  });

  it('the comfort script is small, old enough for old phones and parses', () => {
    assert.ok(comfortScript.length <= 8 * 1024);
    assert.doesNotMatch(comfortScript, /\?\.|\?\?|=>|`/);
    assert.doesNotThrow(() => new Function(comfortScript));
  });
});
