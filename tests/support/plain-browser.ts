import type { TestServer } from './server.ts';

type Fields = Readonly<Record<string, string>>;

export interface PlainAnswer {
  readonly status: number;
  /** The page without its style. */
  readonly html: string;
  /** The page as it was sent, in bytes. */
  readonly bytes: number;
  readonly to: string;
}

export interface PlainBrowser {
  get(url: string): Promise<PlainAnswer>;
  post(url: string, fields: Fields): Promise<PlainAnswer>;
}

/** A browser without script: keeps its cookies, sends the form token of the page it was shown. */
export function plainBrowser(server: TestServer): PlainBrowser {
  const jar = new Map<string, string>();
  let token = '';
  const call = async (method: 'GET' | 'POST', url: string, fields: Fields = {}): Promise<PlainAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const form =
      method === 'POST'
        ? {
            headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams({ _csrf: token, ...fields }).toString(),
          }
        : { headers: { cookie } };
    const answer = await server.app.inject({ method, url, ...form });
    for (const one of answer.cookies) jar.set(one.name, one.value);
    token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? token;
    return {
      status: answer.statusCode,
      html: answer.body.replace(/<style.*?<\/style>/gs, ''),
      bytes: Buffer.byteLength(answer.body),
      to: String(answer.headers.location ?? ''),
    };
  };
  return { get: (url) => call('GET', url), post: (url, fields) => call('POST', url, fields) };
}
