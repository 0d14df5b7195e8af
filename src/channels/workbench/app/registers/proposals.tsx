import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { ReasonForm } from './entry-form.tsx';
import type { Proposal } from './proposals.client.ts';
import { decide, useProposals } from './proposals.client.ts';
import { readEntry } from './registers.client.ts';

/** Corrections of the registers that wait for a decision, oldest first. */
export function ProposalsPage() {
  return (
    <Page title={words('proposals.title')} lead={words('proposals.lead')}>
      <Await answer={useProposals()}>
        {({ proposals, more }) => (
          <div className="stack">
            {more && <p className="note">{words('proposals.more')}</p>}
            {proposals.length === 0 && (
              <Sheet>
                <Empty title={words('proposals.none')} />
              </Sheet>
            )}
            {proposals.map((one) => (
              <ProposalSheet key={one.id} proposal={one} />
            ))}
          </div>
        )}
      </Await>
    </Page>
  );
}

function ProposalSheet({ proposal }: { proposal: Proposal }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const { register, county, entry, title, own } = proposal;
  const send = async (accept: boolean, reason: string) => {
    const { entry: held } = await readEntry(register, { county, id: entry });
    await decide(proposal, { version: held.version, accept, reason });
  };
  const done = (accepted: boolean) => {
    void message.success(words(accepted ? 'proposals.accepted' : own ? 'proposals.takenBack' : 'proposals.refused'));
    for (const name of ['proposals', 'entry', 'entries']) void client.invalidateQueries({ queryKey: [name] });
  };
  const accept = () =>
    send(true, '').then(
      () => done(true),
      (error: unknown) => {
        const { sentence, next } = said(error);
        void message.error(`${sentence}${next}`);
      },
    );
  const refuse = words(own ? 'proposals.takeBack' : 'proposals.refuse');
  return (
    <Sheet
      title={words('proposals.about', { register: proposal.register_title, title })}
      extra={<Link to={link('entry', { register, county, id: entry })}>{words('proposals.toEntry')}</Link>}
    >
      <div className="stack tight">
        <ul className="plain-list">
          {proposal.changes.map(({ field, before, after }) => (
            <li key={field}>{words('registers.changed', { field, before: before || words('none'), after: after || words('none') })}</li>
          ))}
        </ul>
        <p className="soft">{proposal.basis}</p>
        <p className="quiet small">{words('proposals.by', { who: proposal.actor, at: minute(proposal.at), place: proposal.place_name })}</p>
        {!refusing && (proposal.may_decide || own) && (
          <div className="actions">
            {proposal.may_decide && (
              <Button type="primary" onClick={() => void accept()}>
                {words('proposals.accept')}
              </Button>
            )}
            <Button onClick={() => setRefusing(true)}>{refuse}</Button>
          </div>
        )}
        {refusing && (
          <ReasonForm submit={refuse} send={(reason) => send(false, reason)} onDone={() => done(false)} cancel={() => setRefusing(false)} />
        )}
      </div>
    </Sheet>
  );
}
