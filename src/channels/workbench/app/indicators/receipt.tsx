import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Facts } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { day, figure, minute, second } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Asked, Receipt } from './plan.client.ts';
import { readReceipt } from './plan.client.ts';
import { baselineWords, gapWords, rangeWords, StateLight, targetWords, Value } from './reading.tsx';
import { ReportValue } from './report-value.tsx';

/** The receipt of a figure, computed anew by the server each time it is asked for. */
export function useReceipt(target: string, asked: Asked) {
  return useQuery({ queryKey: ['receipt', target, asked], queryFn: () => readReceipt(target, asked), staleTime: 60_000 });
}

/** The receipt of a figure in a drawer: how it was computed, from what, and what is missing. */
export function ReceiptDrawer({ target, asked }: { target: string; asked: Asked }) {
  const answer = useReceipt(target, asked);
  return (
    <Await answer={answer}>
      {(receipt) => (
        <div className="receipt">
          <ReceiptBody receipt={receipt} />
          <div className="row">
            <Button loading={answer.isFetching} onClick={() => void answer.refetch()}>
              {words('receipt.recompute')}
            </Button>
            <Link to={link('target', { target }, { ...asked, plan: receipt.plan.plan })}>{words('receipt.rows')}</Link>
          </div>
        </div>
      )}
    </Await>
  );
}

/** What stands on a receipt. `fills` offers to type in what is missing; not in a drawer, because that opens one of its own. */
export function ReceiptBody({ receipt, fills = false }: { receipt: Receipt; fills?: boolean }) {
  const { figure: reading, promise } = receipt;
  return (
    <>
      <div>
        <div className="big-reading">
          {reading.value !== null && (
            <span>
              <Value reading={reading} />
            </span>
          )}
          <StateLight state={reading.state} level={promise.subjects.level} />
        </div>
        <p className="soft">
          {targetWords(reading, promise.wording)} · {gapWords(reading)}
        </p>
        {reading.also.map((also) => (
          <p key={also.title} className="row small">
            <span>{also.title}</span>
            <span>
              <Value reading={also} level={promise.subjects.level} />
            </span>
            <StateLight state={also.state} level={promise.subjects.level} />
          </p>
        ))}
        <Doubt receipt={receipt} />
      </div>
      <Start receipt={receipt} />
      <section>
        <h3>{words('receipt.promise')}</h3>
        <p>{promise.clause}</p>
        <p className="quiet small">
          {sourceWords(promise.source)} · {wordsOr(`plan.strength.${promise.strength}`, promise.strength)}
        </p>
        {promise.note && <p className="note amber small">{promise.note}</p>}
      </section>
      <Formula receipt={receipt} />
      <Facts
        facts={[
          [words('receipt.asOf'), day(receipt.as_of)],
          [words('receipt.flows'), words('receipt.flowsFrom', { from: day(receipt.flows_from), to: day(receipt.as_of) })],
          [words('receipt.boundaries'), words(`plan.boundaries.${receipt.boundaries.mode}`, { on: day(receipt.boundaries.on) })],
          [words('receipt.counted'), countedWords(reading)],
          [words('receipt.folded'), receipt.folded_at ? minute(receipt.folded_at) : words('none')],
          [words('receipt.computed'), second(receipt.computed_at)],
        ]}
      />
      <Missing receipt={receipt} />
      {fills && <ReportValue receipt={receipt} />}
    </>
  );
}

function countedWords({ counted, passing, rows }: Receipt['figure']): string {
  const said =
    passing === null
      ? words('receipt.countedOnly', { counted: figure(counted) })
      : words('receipt.passing', { passing: figure(passing), counted: figure(counted) });
  return counted < rows.length ? words('receipt.countedOf', { said, of: figure(rows.length) }) : said;
}

/** What keeps the number from being the whole truth: places without data, a plan for a part of the place, a register that lists nothing. */
function Doubt({ receipt }: { receipt: Receipt }) {
  const { figure: reading, missing } = receipt;
  const kept = new Set(receipt.measures.filter((measure) => measure.kept === 'facilities').map((measure) => measure.name));
  const uncounted = reading.rows.filter((row) => row.missing.some((name) => kept.has(name))).length;
  const unlisted = reading.rows.filter((row) => row.unlisted && row.missing.length === 0).length;
  return (
    <>
      {receipt.only_name && <p className="note small">{words('plan.only', { place: receipt.only_name })}</p>}
      {missing.length > 0 && reading.value !== null && (
        <p className="note amber small">
          {words(reading.state === 'undecided' ? 'receipt.undecided' : reading.target === null ? 'receipt.partial' : 'receipt.settled', {
            count: figure(missing.length),
            of: figure(reading.rows.length),
          })}
          {rangeWords(reading)}
        </p>
      )}
      {(reading.passed_over ?? 0) > 0 && (
        <p className="note small">{words('receipt.passedOver', { count: figure(reading.passed_over) })}</p>
      )}
      {uncounted > 0 && (
        <p className="note amber small">
          {words('receipt.uncounted', { count: figure(uncounted) })}{' '}
          <Link to={link('register', { register: 'facility-census' })}>{words('plan.toCensus')}</Link>
        </p>
      )}
      {unlisted > 0 && <p className="note small">{words('receipt.unlisted', { count: figure(unlisted) })}</p>}
    </>
  );
}

/** Where it began, as the document says. */
function Start({ receipt }: { receipt: Receipt }) {
  const { baselines, plan } = receipt;
  if (baselines.length === 0) return null;
  return (
    <section>
      <h3>{words('receipt.start')}</h3>
      {baselines.map((one) => (
        <div key={one.id}>
          <p>{baselineWords(one, receipt.only ?? receipt.region, receipt.figure.unit)}</p>
          <p className="quiet small">
            {[sourceWords(one.source) || plan.title, words(`plan.confidence.${one.confidence}`), one.note].filter(Boolean).join(' · ')}
          </p>
        </div>
      ))}
    </section>
  );
}

/** Where the promise stands. Packs name their own document by a letter, which tells people nothing. */
export function sourceWords(source: Receipt['promise']['source']): string {
  return [source.document.length > 3 ? source.document : '', source.section].filter(Boolean).join(' · ');
}

function Formula({ receipt }: { receipt: Receipt }) {
  const { formula, measures } = receipt;
  const limits = Object.entries(formula.limits);
  return (
    <section>
      <h3>{words('receipt.formula')}</h3>
      {formula.said?.map((line) => (
        <p key={line} className="said">
          {line}
        </p>
      ))}
      <details className="small">
        <summary>{words('receipt.asWritten')}</summary>
        <code className="formula">
          {[
            formula.row && `${words('receipt.row')} ${formula.row}`,
            formula.test && `${words('receipt.test')} ${formula.test}`,
            `${words('receipt.whole')} ${formula.formula}`,
            ...formula.also.map((also) => `${also.title} ${also.formula}`),
            ...(limits.length > 0
              ? [`${words('receipt.limits')} ${limits.map(([name, value]) => `${name} = ${figure(value)}`).join(' · ')}`]
              : []),
            ...measures.map((measure) => `${measure.name} = ${measure.title}`),
          ]
            .filter(Boolean)
            .join('\n')}
        </code>
      </details>
      <table className="trace">
        <thead>
          <tr>
            <th scope="col">{words('receipt.measure')}</th>
            <th scope="col">{words('receipt.kept')}</th>
            <th scope="col" className="number">
              {words('receipt.known')}
            </th>
            <th scope="col" className="number">
              {words('receipt.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <tr key={measure.name}>
              <td>{measure.title}</td>
              <td>{wordsOr(`receipt.keptBy.${measure.kept}`, measure.kept)}</td>
              <td className="number">
                {words('receipt.knownOf', { known: figure(knownIn(receipt, measure)), of: figure(receipt.figure.rows.length) })}
              </td>
              <td className="number">
                <Total receipt={receipt} measure={measure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Measured = Receipt['measures'][number];

/** Receipts frozen earlier do not tell how many places have a value; their rows do. */
function knownIn({ figure: { rows } }: Receipt, measure: Measured): number {
  return measure.known ?? rows.filter((row) => (row.values[measure.name] ?? null) !== null).length;
}

/** The sum that goes into the formula, and over how many places it was made when it is not all of them. */
function Total({ receipt, measure }: { receipt: Receipt; measure: Measured }) {
  const { counted, rows } = receipt.figure;
  const over = measure.counted ?? counted;
  if (knownIn(receipt, measure) === 0) return <span className="quiet">{words('plan.state.no-data')}</span>;
  if (over === 0) return <span className="quiet">{words('receipt.notCounted')}</span>;
  return (
    <>
      {figure(measure.total)} {measure.unit}
      {over < rows.length && <p className="quiet small">{words('receipt.over', { counted: figure(over), of: figure(rows.length) })}</p>}
    </>
  );
}

function Missing({ receipt }: { receipt: Receipt }) {
  const { missing, boundaries, measures } = receipt;
  const shown = 30;
  const titleOf = (name: string) => measures.find((measure) => measure.name === name)?.title ?? wordsOr(`receipt.lacks.${name}`, name);
  return (
    <section>
      <h3>{words('receipt.missing', { count: missing.length })}</h3>
      {missing.length === 0 ? (
        <p className="quiet">{words('receipt.complete')}</p>
      ) : (
        <ul className="small">
          {missing.slice(0, shown).map((one) => (
            <li key={one.code}>
              {one.name} <span className="quiet">{one.measures.map(titleOf).join(' · ')}</span>
            </li>
          ))}
          {missing.length > shown && <li className="quiet">{words('receipt.more', { count: figure(missing.length - shown) })}</li>}
        </ul>
      )}
      {boundaries.unassigned.length > 0 && (
        <p className="note amber small">{words('receipt.unassigned', { count: boundaries.unassigned.length })}</p>
      )}
    </section>
  );
}
