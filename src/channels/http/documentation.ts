import { text } from '../../registers/registers.ts';
import type { App } from './linli.ts';

interface Operation {
  readonly summary?: string;
}

const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A plain page that lists every operation of the API with its schema; complete without script. */
export function documentationRoutes(app: App): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/api/docs', { schema: { hide: true } }, (_request, reply) => {
    const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
    const rows = Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => section(path, method, operation)));
    const title = text('start.api.title');
    const style = 'body{font:16px/1.6 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding-inline:1rem;color:#1c2b2a}summary{cursor:pointer;padding-block:.35rem}code{font-size:.95em}b{display:inline-block;min-inline-size:4.5rem;color:#0b6b5d}pre{background:#f3f6f5;padding:1rem;overflow:auto;border-radius:.4rem}a{color:#0b6b5d}';
    return reply.type('text/html; charset=utf-8').send(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text('start.api.intro')} <a href="/api/openapi.json">openapi.json</a></p>${rows.join('')}</main></body></html>`);
  });
}

function section(path: string, method: string, operation: Operation): string {
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code></summary><pre>${escape(JSON.stringify(operation, null, 2))}</pre></details>`;
}
