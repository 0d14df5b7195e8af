import type { ServiceItem } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import { Card, Cards } from '../../web/components/card/card.tsx';
import { SearchBox } from '../../web/components/input/input.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';

export interface ItemsView {
  readonly visitor: Visitor;
  readonly query: string;
  readonly found: readonly ServiceItem[];
  /** Shown when nothing was found. */
  readonly all: readonly ServiceItem[];
}

const ItemCard = ({ item }: { item: ServiceItem }) => (
  <Card href={`/items/${item.item}`} title={item.title}>
    <p>{item.summary}</p>
  </Card>
);

export function itemsPage({ visitor, query, found, all }: ItemsView): string {
  const nothing = query !== '' && found.length === 0;
  return renderPage(
    <Page visitor={visitor} title={text('hall.items.title')} wide>
      <Breadcrumb links={[]} />
      <h1>{text('hall.items.title')}</h1>
      <form action="/items" method="get" role="search">
        <SearchBox name="q" value={query} label={text('hall.home.searchLabel')} button={text('hall.home.search')} />
      </form>
      {nothing && (
        <Notice title={text('hall.items.nothing', { query })} tone="warn">
          <p>
            {text('hall.items.nothingNext')}{' '}
            <a className="number" href={`tel:${visitor.hotline}`}>
              {visitor.hotline}
            </a>
          </p>
        </Notice>
      )}
      <section className="tight">
        <h2>{nothing ? text('hall.items.all') : text('hall.items.count', { count: found.length })}</h2>
        <Cards>
          {(nothing ? all : found).map((item) => (
            <ItemCard key={item.item} item={item} />
          ))}
        </Cards>
      </section>
    </Page>,
  );
}

/** A value that has to be checked against the local source carries a mark. */
function marked(words: string, verify: boolean | undefined): string {
  return verify ? `${words}†` : words;
}

function limit({ days, unit, verify }: ServiceItem['legal_limit']): string {
  return marked(text(`hall.items.days.${unit}`, { days }), verify);
}

/** The guide (办事指南): every field of the item's record. */
export function guidePage(visitor: Visitor, item: ServiceItem): string {
  const title = item.title;
  const verify = item.basis.some((one) => one.verify) || item.legal_limit.verify || item.promised_limit.verify;
  return renderPage(
    <Page visitor={visitor} title={title}>
      <Breadcrumb links={[['/items', text('hall.items.title')]]} />
      <div className="tight">
        <h1>{title}</h1>
        <p className="lead">{item.summary}</p>
      </div>
      <Buttons>
        <ButtonLink href={`/apply/${item.item}`}>{text('hall.items.apply')}</ButtonLink>
      </Buttons>
      <SummaryList
        rows={[
          { title: text('hall.items.promised'), value: <strong>{limit(item.promised_limit)}</strong> },
          { title: text('hall.items.fee'), value: item.fee.note },
          {
            title: text('hall.items.visits'),
            value: item.visits === 0 ? text('hall.items.noVisit') : text('hall.items.visitCount', { count: item.visits }),
          },
          { title: text('hall.items.resultTitle'), value: item.result.title },
        ]}
      />
      <section className="tight">
        <h2>{text('hall.items.who')}</h2>
        <p>{item.who}</p>
        {item.conditions.length > 0 && (
          <ul className="plain-list">
            {item.conditions.map((one) => (
              <li key={one.title}>{one.title}</li>
            ))}
          </ul>
        )}
      </section>
      <Materials item={item} />
      <section className="tight">
        <h2>{text('hall.items.steps')}</h2>
        <Timeline entries={item.steps.map((step) => ({ title: step.title, by: step.by, when: step.takes }))} />
      </section>
      <section className="tight">
        <h2>{text('hall.items.more')}</h2>
        <SummaryList
          rows={[
            {
              title: text('hall.items.legal'),
              value: `${limit(item.legal_limit)} ${text('hall.items.by', { source: item.legal_limit.source })}`,
            },
            {
              title: text('hall.items.channels'),
              value: item.channels.map((channel) => text(`hall.channel.${channel}`)).join(text('hall.comma')),
            },
            { title: text('hall.items.places'), value: item.places },
            { title: text('hall.items.hours'), value: item.hours },
            { title: text('hall.items.department'), value: item.department },
            {
              title: text('hall.items.kind'),
              value: `${text(`hall.category.${item.category}`)} · ${text(`hall.itemType.t${item.item_type}`)}`,
            },
            { title: text('hall.items.consult'), value: item.consult },
            { title: text('hall.items.complain'), value: item.complain },
            {
              title: text('hall.items.basis'),
              value: (
                <ul className="plain-list">
                  {item.basis.map((one) => (
                    <li key={one.title}>{marked(`${one.title}${one.article ?? ''}`, one.verify)}</li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
        {verify && <p className="small soft">{text('hall.items.verify')}</p>}
      </section>
      <Buttons>
        <ButtonLink href={`/apply/${item.item}`}>{text('hall.items.apply')}</ButtonLink>
      </Buttons>
    </Page>,
  );
}

function Materials({ item }: { item: ServiceItem }) {
  return (
    <section className="tight">
      <h2>{text('hall.items.materials')}</h2>
      {item.materials.length === 0 ? (
        <p>{text('hall.items.noMaterials')}</p>
      ) : (
        <SummaryList
          rows={item.materials.map((one) => ({
            title: one.title,
            value: (
              <>
                {one.note && <p>{one.note}</p>}
                <p className="small soft">{materialFacts(one).join(' · ')}</p>
              </>
            ),
          }))}
        />
      )}
    </section>
  );
}

/** Who brings it, whether it must be there, in what form; what lies in the register already needs no form. */
function materialFacts({ from, required, original }: ServiceItem['materials'][number]): string[] {
  const need = text(required ? 'hall.items.required' : 'hall.items.notRequired');
  if (from === 'register') return [need, text('hall.source.register')];
  return [need, text(`hall.source.${from === 'applicant' ? 'applicant' : 'other'}`, { from }), text(`hall.original.${original}`)];
}
