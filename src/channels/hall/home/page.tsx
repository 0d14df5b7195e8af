import type { Case, ServiceItem } from '../../../procedures/procedures.ts';
import { sayCaseNumber } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Card, Cards } from '../../web/components/card/card.tsx';
import { SearchBox } from '../../web/components/input/input.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { Tag } from '../../web/components/tag/tag.tsx';

export interface HomeView {
  readonly visitor: Visitor;
  readonly items: readonly ServiceItem[];
  readonly cases: readonly (Pick<Case, 'county' | 'id' | 'number' | 'title' | 'holder'> & { readonly plain: string })[];
  readonly drafts: readonly { readonly item: string; readonly title: string }[];
  readonly manyCounties: boolean;
}

export function homePage(view: HomeView): string {
  const { visitor } = view;
  return renderPage(
    <Page visitor={visitor} title={text('hall.home.title')} wide>
      <section className="hero">
        <h1>{text('hall.home.question')}</h1>
        <form action="/items" method="get" role="search">
          <SearchBox name="q" label={text('hall.home.searchLabel')} button={text('hall.home.search')} />
        </form>
        <p className="examples">
          {text('hall.home.examples')}
          {view.items
            .slice(0, 4)
            .flatMap((item) => item.aliases.slice(0, 2))
            .map((words) => (
              <a key={words} href={`/items?q=${encodeURIComponent(words)}`}>
                {words}
              </a>
            ))}
        </p>
      </section>
      <div className="split">
        <section className="tight">
          <h2>{text('hall.home.popular')}</h2>
          <Cards>
            {view.items.slice(0, visitor.elder ? 4 : 8).map((item) => (
              <Card key={item.item} href={`/items/${item.item}`} title={item.title}>
                <p>{item.summary}</p>
              </Card>
            ))}
          </Cards>
          <p>
            <a href="/items">{text('hall.home.all')}</a>
          </p>
        </section>
        <Mine view={view} />
      </div>
    </Page>,
  );
}

function Mine({ view }: { view: HomeView }) {
  const { visitor, cases, drafts } = view;
  return (
    <section className="tight">
      <h2>{text('hall.home.mine')}</h2>
      {drafts.length + cases.length > 0 && (
        <Cards>
          {drafts.map((draft) => (
            <Card key={draft.item} href={`/apply/${draft.item}`} title={draft.title}>
              <p>{text('hall.home.draft')}</p>
            </Card>
          ))}
          {cases.slice(0, 3).map((one) => (
            <Card key={one.id} href={`/my/${one.county}/${one.id}`} title={one.title}>
              <p>
                {one.plain} {one.holder === 'applicant' && <Tag tone="warn">{text('hall.cases.yourTurn')}</Tag>}
              </p>
              <p className="number small">{sayCaseNumber(one.number)}</p>
            </Card>
          ))}
        </Cards>
      )}
      {visitor.name === undefined && (
        <p>
          {text('hall.home.signInFirst')} <a href="/sign-in?to=%2Fmy">{text('hall.home.signIn')}</a>
        </p>
      )}
      {visitor.name !== undefined && (
        <p>
          <a href="/my">{text('hall.home.allMine')}</a>
        </p>
      )}
      <p>
        <a href="/query">{text('web.query')}</a>
      </p>
      {view.manyCounties && (
        <p>
          <a href="/place">{text('hall.home.otherPlace')}</a>
        </p>
      )}
    </section>
  );
}

/** Which county's hall to open. */
export function placePage(visitor: Visitor, counties: readonly { readonly code: string; readonly name: string }[]): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.home.otherPlace')}>
      <h1>{text('hall.home.otherPlace')}</h1>
      <Cards>
        {counties.map((county) => (
          <Card key={county.code} href={`/place?county=${county.code}`} title={county.name} heading="h2" />
        ))}
      </Cards>
    </Page>,
  );
}
