import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../src/channels/http/app.ts';
import type { App, Linli } from '../../src/channels/http/linli.ts';
import type { Clock, Config } from '../../src/kernel/kernel.ts';
import { systemClock } from '../../src/kernel/kernel.ts';
import { openLinli } from '../../src/main/program.ts';
import type { TestDatabase } from './database.ts';
import { testDatabase, testSecret } from './database.ts';
import { recordAnswers } from './examples.ts';

export interface Answer<T = Record<string, never>> {
  readonly status: number;
  readonly body: T;
  readonly raw: Buffer;
  readonly headers: Record<string, unknown>;
}

/** A program's client: signs in once and carries its token. */
export interface Client {
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown): Promise<Answer<T>>;
  send<T = Record<string, unknown>>(method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>>;
  /** Posts a form with one file. */
  upload<T = Record<string, unknown>>(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly filename: string; readonly content: Buffer },
  ): Promise<Answer<T>>;
}

export interface TestServer extends TestDatabase {
  readonly app: App;
  readonly linli: Linli;
  /** Signs a member of 柳湾县's staff in by login; everybody's password stands in packs/liuwan/staff.yaml. */
  as(login: string): Promise<Client>;
  /** A client without sign-in. */
  readonly nobody: Client;
  /** Listens on a free port; returns the address. */
  listen(): Promise<string>;
}

export const demonstrationPassword = 'Liuwan-2026';

const BOUNDARY = 'linli-test-boundary';

function formOf(fields: Readonly<Record<string, string>>, file: { readonly filename: string; readonly content: Buffer }): Buffer {
  const part = (head: string): string => `--${BOUNDARY}\r\ncontent-disposition: form-data; name=${head}\r\n\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${part(`"${name}"`)}${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${texts.join('')}${part(`"file"; filename="${file.filename}"`)}`),
    file.content,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

/** The whole program over a cloned database, without background jobs; `also` may add to it what only a test knows. */
export async function openTestServer(
  clock: Clock = systemClock,
  also: (linli: Linli, prepared: TestDatabase) => Promise<Linli> = (linli) => Promise.resolve(linli),
): Promise<TestServer> {
  const prepared = await testDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), 'linli-files-'));
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    webProcesses: 1,
    dataFolder,
    databaseUrl: undefined,
    secret: testSecret,
    suite: 'aes',
    logLevel: 'error',
    publicUrl: 'http://localhost',
    secureCookies: false,
  };
  const linli = await also(await openLinli(config, prepared, clock), prepared);
  const app = await buildApp(linli);
  recordAnswers(app);
  const clientOf = (token: string | undefined): Client => {
    const call = async <T>(
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      body?: unknown,
      type = 'application/json',
    ): Promise<Answer<T>> => {
      const headers = {
        authorization: `Bearer ${token ?? 'nobody'}`,
        ...(body === undefined ? {} : { 'content-type': type }),
        'x-linli-client': 'program',
      };
      const response = await app.inject({
        method,
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      });
      const json = String(response.headers['content-type'] ?? '').includes('json');
      return {
        status: response.statusCode,
        body: (json ? response.json() : undefined) as T,
        raw: response.rawPayload,
        headers: response.headers,
      };
    };
    return {
      get: (path) => call('GET', path),
      post: (path, body = {}) => call('POST', path, body),
      send: (method, path, body) => call(method, path, body),
      upload: (path, fields, file) => call('POST', path, formOf(fields, file), `multipart/form-data; boundary=${BOUNDARY}`),
    };
  };
  const nobody = clientOf(undefined);
  return {
    ...prepared,
    app,
    linli,
    nobody,
    as: async (login) => {
      const { body } = await nobody.post<{ token: string }>('/api/sign-in', { login, password: demonstrationPassword });
      return clientOf(body.token);
    },
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    close: async () => {
      await app.close();
      await linli.database.close();
      await prepared.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
