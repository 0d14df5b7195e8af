import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CallError } from './client/client.ts';
import { SessionProvider } from './session/session.tsx';
import { Doorway } from './shell/doorway.tsx';
import { ToneContext } from './shell/tone.ts';
import { words } from './text/words.ts';
import { antdTheme, useTone } from './theme/theme.ts';
import './theme/app.css';

/** Answers below 500 will not change by asking again; a lost network may. */
const worthRetrying = (tries: number, error: unknown) =>
  tries < 2 && !(error instanceof CallError && error.status >= 400 && error.status < 500);
const client = new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, refetchOnWindowFocus: true, staleTime: 10_000 } } });

function Workbench() {
  const tone = useTone();
  return (
    <ToneContext.Provider value={tone}>
      <StyleProvider hashPriority="high">
        <ConfigProvider
          theme={antdTheme(tone.tone)}
          button={{ autoInsertSpace: false }}
          drawer={{ closable: { 'aria-label': words('close') } }}
        >
          <App>
            <SessionProvider>
              <Doorway />
            </SessionProvider>
          </App>
        </ConfigProvider>
      </StyleProvider>
    </ToneContext.Provider>
  );
}

// A page that stood open while the program was renewed asks for parts that are gone: loading it again brings the new ones, once.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'linli-reloaded';
  if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem(key, String(Date.now()));
  location.reload();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Workbench />
    </QueryClientProvider>
  </StrictMode>,
);
