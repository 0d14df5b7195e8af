import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { ReasonForm } from '../registers/entry-form.tsx';
import { Link, link } from '../route/router.tsx';
import { day, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Proposal } from './proposals.client.ts';
import { decide, listProposals, proposalKinds } from './proposals.client.ts';

/** What others proposed and this hat decides, whoever proposed it; by its day, the nearest first. */
export function ProposalsPage() {
  const [kind, setKind] = useState<string>();
  const [open, setOpen] = useState(true);
  const answer = useInfiniteQuery({
    queryKey: ['proposals', kind, open],
    queryFn: ({ pageParam }) => listProposals(kind, open, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Page title={words('proposals.title')} lead={words('proposals.lead')}>
      <div className="stack">
        <div className="row">
          <div className="strip" role="group" aria-label={words('proposals.kind')}>
            <button type="button" aria-pressed={kind === undefined} onClick={() => setKind(undefined)}>
              {words('proposals.all')}
            </button>
            {proposalKinds.map((one) => (
              <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
                {words(`proposals.kinds.${one}`)}
              </button>
            ))}
          </div>
          <div className="strip" role="group" aria-label={words('proposals.state')}>
            {[true, false].map((one) => (
              <button key={String(one)} type="button" aria-pressed={open === one} onClick={() => setOpen(one)}>
                {words(one ? 'proposals.open' : 'proposals.decided')}
              </button>
            ))}
          </div>
        </div>
        <Await answer={answer}>
          {({ pages }) =>
            pages[0]!.proposals.length === 0 ? (
              <Sheet>
                <Empty title={words(open ? 'proposals.none' : 'proposals.noneDecided')} />
              </Sheet>
            ) : (
              pages.flatMap((page) => page.proposals).map((one) => <ProposalSheet key={one.id} proposal={one} />)
            )
          }
        </Await>
        {answer.hasNextPage && (
          <div className="row">
            <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
              {words('proposals.more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function ProposalSheet({ proposal }: { proposal: Proposal }) {
  const { kind, title, said: told, basis, changes, actor, at, place_name: place, due_on: due, outcome, twins = [] } = proposal;
  return (
    <Sheet title={title} extra={<ToIt proposal={proposal} />}>
      <div className="stack tight">
        <p>
          <span className="mark-tag plain">{words(`proposals.kinds.${kind}`)}</span>{' '}
          {proposal.late && <span className="mark-tag amber">{words('proposals.late')}</span>}
        </p>
        {told && <p className="quote">{told}</p>}
        {changes.length > 0 && (
          <ul className="plain-list">
            {changes.map(({ field, now, proposed }) => (
              <li key={field}>
                {now
                  ? words('proposals.change', { field, now, proposed: proposed || words('none') })
                  : words('proposals.added', { field, proposed })}
              </li>
            ))}
          </ul>
        )}
        {twins.length > 0 && (
          <div className="note amber">
            <p>{words('proposals.twins')}</p>
            <ul className="plain-list">
              {twins.map((one) => (
                <li key={one.id}>
                  <Link to={link('person', { county: one.county, id: one.id })}>{one.name}</Link> {one.why}
                </li>
              ))}
            </ul>
          </div>
        )}
        {basis && <p className="soft">{words('proposals.basis', { basis })}</p>}
        <p className="quiet small">{words('proposals.by', { who: actor, at: minute(at), place, due: day(due) })}</p>
        {outcome === null ? <Deciding proposal={proposal} /> : <Decided proposal={proposal} />}
      </div>
    </Sheet>
  );
}

/** The way to what the proposal is about. */
function ToIt({ proposal: { kind, county, register, entry, person } }: { proposal: Proposal }) {
  if (kind === 'entry' && entry) return <Link to={link('entry', { register, county, id: entry })}>{words('proposals.toEntry')}</Link>;
  if (person) return <Link to={link('person', { county, id: person })}>{words('proposals.toPerson')}</Link>;
  return null;
}

function Decided({ proposal: { outcome, answer, decided_at: at, decided_by: who } }: { proposal: Proposal }) {
  return (
    <div>
      <span className="mark-tag">{words(`proposals.outcome.${outcome}`)}</span>
      {answer && <p className="quote">{answer}</p>}
      <p className="quiet small">
        {who} {at && minute(at)}
      </p>
    </div>
  );
}

type Outcome = 'accepted' | 'returned' | 'refused' | 'taken-back';

/** The ways a proposal may end here; whatever is not simply carried out asks for words. */
function Deciding({ proposal }: { proposal: Proposal }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [outcome, setOutcome] = useState<Outcome>();
  const { own, may_decide: decides, kind, id } = proposal;
  const done = (ended: Outcome) => {
    setOutcome(undefined);
    void message.success(words(`proposals.done.${ended}`));
    for (const name of ['proposals', 'entry', 'entries', 'person', 'life', 'privacy', 'roster'])
      void client.invalidateQueries({ queryKey: [name] });
  };
  const accept = () =>
    decide(proposal, 'accepted', '').then(
      () => done('accepted'),
      (error: unknown) => {
        const { sentence, next } = said(error);
        void message.error(`${sentence}${next}`);
      },
    );
  if (outcome)
    return (
      <div className="stack tight">
        <p className="soft">{words(kind === 'record' ? `proposals.hints.${outcome}` : 'proposals.hint')}</p>
        <ReasonForm
          submit={words(`proposals.acts.${outcome}`)}
          send={(reason) => decide(proposal, outcome, reason)}
          onDone={() => done(outcome)}
          cancel={() => setOutcome(undefined)}
          idPrefix={`decide-${id}`}
        />
      </div>
    );
  const offered: readonly Outcome[] = own ? ['taken-back'] : decides ? ['accepted', 'returned', 'refused'] : [];
  if (offered.length === 0) return null;
  return (
    <div className="actions">
      {offered.map((one) => (
        <Button
          key={one}
          type={one === 'accepted' ? 'primary' : 'default'}
          onClick={() => (one === 'accepted' && kind !== 'record' ? void accept() : setOutcome(one))}
        >
          {words(one === 'accepted' && kind === 'record' ? 'proposals.acts.corrected' : `proposals.acts.${one}`)}
        </Button>
      ))}
    </div>
  );
}
