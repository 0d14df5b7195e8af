import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Facts } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { usePower } from '../session/session.tsx';
import { day, figure, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Facility, FacilityChange } from './facilities.client.ts';
import { areaNames, getFacility } from './facilities.client.ts';
import { EditFacility } from './facility-form.tsx';

/** One facility: what it is, how its area is split, who changed what on whose word. */
export function FacilityDrawer({ county, id }: { county: string; id: string }) {
  const client = useQueryClient();
  const writes = usePower('facility.write');
  const [editing, setEditing] = useState(false);
  const answer = useQuery({ queryKey: ['facility', county, id], queryFn: () => getFacility(county, id) });
  const done = () => {
    setEditing(false);
    void client.invalidateQueries({ queryKey: ['facility', county, id] });
    void client.invalidateQueries({ queryKey: ['facilities'] });
  };
  return (
    <Await answer={answer}>
      {({ facility, history }) =>
        editing ? (
          <EditFacility key={facility.version} facility={facility} onDone={done} />
        ) : (
          <div className="stack">
            <AreaSplit facility={facility} />
            <Facts
              facts={[
                [words('person.community'), facility.community_name],
                [words('facilities.kind'), words(`facilities.kinds.${facility.kind}`)],
                [words('facilities.buildCase'), words(`facilities.cases.${facility.build_case}`)],
                [words('facilities.shared'), words(facility.shared ? 'yes' : 'no')],
                [words('facilities.address'), facility.address],
                [words('facilities.propertyRight'), facility.property_right],
                [words('facilities.builtOn'), day(facility.built_on)],
                [words('facilities.validFrom'), day(facility.valid_from)],
                [words('facilities.validTo'), day(facility.valid_to)],
                [words('facilities.source'), facility.source],
              ]}
            />
            {writes && (
              <div>
                <Button onClick={() => setEditing(true)}>{words('facilities.edit')}</Button>
              </div>
            )}
            <History history={history} />
          </div>
        )
      }
    </Await>
  );
}

function AreaSplit({ facility }: { facility: Facility }) {
  const counted = areaNames.filter((name) => name !== 'area_commercial');
  const total = counted.reduce((sum, name) => sum + Number(facility[name]), 0);
  return (
    <div>
      <p>
        <strong className="large">{figure(total)}</strong> {words('facilities.squareMetres')}
      </p>
      <div className="area-bar" aria-hidden="true">
        {counted.map((name) => (
          <span key={name} className={name} style={{ flexGrow: Number(facility[name]) }} />
        ))}
      </div>
      <ul className="legend">
        {areaNames.map((name) => (
          <li key={name}>
            <i className={name} />
            {words(`facilities.${name}`)} <strong>{figure(facility[name])}</strong>
          </li>
        ))}
      </ul>
      <p className="quiet small">{words('facilities.commercialNote')}</p>
    </div>
  );
}

/** Imports recorded before files had names rest on a number that tells nobody anything. */
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function History({ history }: { history: readonly FacilityChange[] }) {
  return (
    <section>
      <h2 className="minor">{words('facilities.history')}</h2>
      <ol className="timeline off-above">
        {[...history].reverse().map((change) => (
          <li key={change.at}>
            <p>
              {wordsOr(`facilities.bases.${change.basis_kind}`, change.basis_kind)}{' '}
              <span className="quiet">{change.basis_kind === 'pack' || uuid.test(change.basis_id) ? '' : change.basis_id}</span>
            </p>
            <p className="quiet small">{minute(change.at)}</p>
            {change.before && Object.keys(change.before).length > 0 && (
              <ul className="small soft">
                {Object.keys(change.after ?? {})
                  .filter((name) => name !== 'version')
                  .map((name) => (
                    <li key={name}>
                      {wordsOr(`facilities.${name}`, wordsOr(`facilities.columns.${name}`, name))}:{' '}
                      {String(change.before?.[name] ?? words('none'))} → {String(change.after?.[name] ?? words('none'))}
                    </li>
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
