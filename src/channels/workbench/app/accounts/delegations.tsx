import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { useHat } from '../session/session.tsx';
import { day, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Delegation } from './accounts.client.ts';
import { delegate, listDelegations, revokeDelegation } from './accounts.client.ts';

/** Lends the hat worn now to a colleague for some days. */
export function Delegations() {
  const client = useQueryClient();
  const hat = useHat();
  const again = () => client.invalidateQueries({ queryKey: ['delegations'] });
  const answer = useQuery({ queryKey: ['delegations'], queryFn: listDelegations });
  const form = useForm({
    fields: [
      { name: 'toLogin', title: words('delegation.toLogin'), kind: 'text', required: true, max: 40 },
      { name: 'from', title: words('delegation.from'), kind: 'date', required: true },
      { name: 'to', title: words('delegation.to'), kind: 'date', required: true },
      { name: 'reason', title: words('accounts.reason'), kind: 'text', required: true, max: 200 },
    ],
    initial: { from: isoDay() },
    send: async (values) => {
      await delegate({ ...values, appointment: hat.appointment });
      await again();
    },
  });
  return (
    <Sheet title={words('delegation.title')}>
      <div className="stack">
        <Await answer={answer}>
          {({ delegations }) => (
            <>
              {delegations.length > 0 && (
                <ul>
                  {delegations.map((each) => (
                    <Line key={each.id} delegation={each} onRevoke={() => void revokeDelegation(each.id).then(again)} />
                  ))}
                </ul>
              )}
            </>
          )}
        </Await>
        {!hat.delegation && (
          <FormSheet
            form={form}
            columns
            submit={words('delegation.submit')}
            before={<p className="soft">{words('delegation.lead', { role: hat.roleTitle })}</p>}
            onDone={form.clear}
            idPrefix="delegate"
          />
        )}
      </div>
    </Sheet>
  );
}

function Line({ delegation, onRevoke }: { delegation: Delegation; onRevoke: () => void }) {
  return (
    <li className="check">
      <div>
        <strong>{words('delegation.line', { owner: delegation.ownerName, to: delegation.standInName })}</strong>
        <p className="quiet small">
          {day(delegation.from)} – {day(delegation.to)} · {delegation.reason}
        </p>
      </div>
      {delegation.revokedAt ? (
        <span className="mark-tag plain">{words('delegation.revoked')}</span>
      ) : (
        <Button size="small" onClick={onRevoke}>
          {words('delegation.revoke')}
        </Button>
      )}
    </li>
  );
}
