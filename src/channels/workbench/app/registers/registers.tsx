import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { count } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { countAll, useRegisters } from './registers.client.ts';
import './registers.css';

/** Every register the hat may open, by area, with how many entries last in its scope. */
export function RegistersPage() {
  const answer = useRegisters();
  const counts = useQuery({ queryKey: ['registers-counts'], queryFn: countAll });
  const [typed, setTyped] = useState('');
  return (
    <Page title={words('registers.title')} lead={words('registers.lead')}>
      <Await answer={answer}>
        {({ areas, registers }) => {
          const shown = registers.filter((one) => `${one.title}${one.lead}`.includes(typed.trim()));
          return (
            <div className="stack">
              <input
                className="control register-search"
                type="search"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                placeholder={words('registers.searchTitle')}
                aria-label={words('registers.searchTitle')}
              />
              {shown.length === 0 && <Empty title={words('registers.noneFound')} />}
              {areas
                .filter(({ area }) => shown.some((one) => one.area === area))
                .map(({ area, title }) => (
                  <section key={area} aria-labelledby={`area-${area}`}>
                    <h2 id={`area-${area}`} className="area-title">
                      {title}
                    </h2>
                    <ul className="register-cards">
                      {shown
                        .filter((one) => one.area === area)
                        .map((one) => (
                          <li key={one.register}>
                            <Link to={link('register', { register: one.register })} className="register-card">
                              <strong>{one.title}</strong>
                              <span className="tally">{counts.data ? count(counts.data.counts[one.register]) : '…'}</span>
                              <small>{one.lead}</small>
                            </Link>
                          </li>
                        ))}
                    </ul>
                  </section>
                ))}
            </div>
          );
        }}
      </Await>
    </Page>
  );
}
