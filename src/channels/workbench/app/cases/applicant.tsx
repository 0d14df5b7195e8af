import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { IdentityNote } from '../people/identity.tsx';
import type { Unmasked } from '../people/unmasking.tsx';
import { Unmasking } from '../people/unmasking.tsx';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { words, wordsOr } from '../text/words.ts';
import type { Applicant, CaseFile } from './case.client.ts';

/** Who asks, masked until a reason is given, and who stands at the window for them. */
export function ApplicantSheet({ applicant, county, agent }: { applicant: Applicant; county: string; agent: CaseFile['agent'] }) {
  const [seen, setSeen] = useState<Unmasked>({});
  const reads = usePower('person.read');
  const person = { county, id: applicant.id };
  const facts = [
    [words('person.name'), seen.name ?? applicant.name],
    [words('person.idNumber'), <span className="code">{seen.idNumber ?? applicant.idNumber}</span>],
    [words('person.phone'), <span className="code">{seen.phone ?? applicant.phone}</span>],
    [
      words('person.sexAge'),
      `${wordsOr(`person.sex.${applicant.sex}`, applicant.sex ?? '')} · ${applicant.age === null ? words('none') : words('person.years', { age: applicant.age })}`,
    ],
    [words('person.address'), seen.address ?? applicant.address],
    ...(seen.bank ? [[words('person.bank'), seen.bank] as const] : []),
    ...(agent?.name ? [[words('case.agent'), [agent.name, agent.relation, agent.mandate].filter(Boolean).join(' · ')] as const] : []),
  ] as const;
  return (
    <Sheet
      title={words('case.applicant')}
      extra={
        <span className="row no-print">
          <Unmasking person={person} onSeen={(more) => setSeen({ ...seen, ...more })} />
          {reads && <Link to={link('person', person)}>{words('case.toPerson')}</Link>}
        </span>
      }
    >
      <IdentityNote identity={applicant.identity} />
      <dl className="facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value || words('none')}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
