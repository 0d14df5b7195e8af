import { words } from '../text/words.ts';

/** Field name → what is wrong with it, as the server says it. */
export type FieldErrors = Record<string, { code: string; sentence: string; key?: string }>;

interface ErrorBody {
  readonly code?: string;
  readonly sentence?: string;
  readonly next?: string;
  readonly fields?: FieldErrors;
  readonly values?: Record<string, string | number>;
}

/** What went wrong in words a person can act on: a sentence and the next step. */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly next: string;
  readonly fields: FieldErrors;
  readonly values: Record<string, string | number>;

  constructor(status: number, body: ErrorBody) {
    super(`${status} ${body.code ?? ''}`);
    this.name = 'CallError';
    this.status = status;
    this.code = body.code ?? 'INTERNAL';
    this.sentence = body.sentence ?? words('problem.unknown.sentence');
    this.next = body.next ?? words('problem.unknown.next');
    this.fields = body.fields ?? {};
    this.values = body.values ?? {};
  }
}

export type Query = Record<string, string | number | boolean | undefined | null>;
interface Options {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Told how much of the body went out, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

let csrf = '';
let onExpired: () => void = () => undefined;

/** Keeps the token that every write carries; the session tells it. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Called once per answer 401, so that the sign-in page can come up over what the person was doing. */
export function whenExpired(listener: () => void): void {
  onExpired = listener;
}

/** An address of the API with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parts.set(name, String(value));
  }
  const text = parts.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

/** Calls the API. Throws `CallError`; a lost network is `NETWORK` with status 0. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  let body: BodyInit | undefined;
  if (options.body instanceof FormData) body = options.body;
  else if (method !== 'GET' && method !== 'DELETE') {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(options.body ?? {});
  } else if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const request: RequestInit = { method, headers, body, signal: options.signal, credentials: 'same-origin' };
  const { onProgress } = options;
  const ask = () =>
    onProgress ? reachSlowly(address(path, options.query), request, onProgress) : reach(address(path, options.query), request);
  const response = await ask();
  if (response.status !== 403 || method === 'GET') return understand<T>(response);
  try {
    return await understand<T>(response);
  } catch (error) {
    // The token of a page left open overnight is stale; a fresh one and the same key make the retry safe.
    if (!(error instanceof CallError) || !error.code.startsWith('CSRF')) throw error;
    csrf = headers['x-csrf-token'] = (await call<{ csrf: string }>('GET', '/session')).csrf;
    return understand<T>(await ask());
  }
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw lostNetwork();
  }
}

function lostNetwork(): CallError {
  return new CallError(0, { code: 'NETWORK', sentence: words('problem.network.sentence'), next: words('problem.network.next') });
}

/** The same, telling how far a large body is: only the browsers' older interface knows. */
function reachSlowly(url: string, request: RequestInit, onProgress: (share: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(request.method ?? 'POST', url);
    for (const [name, value] of Object.entries(request.headers as Record<string, string>)) sending.setRequestHeader(name, value);
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    sending.onload = () =>
      resolve(
        new Response(sending.responseText, {
          status: sending.status,
          headers: { 'content-type': sending.getResponseHeader('content-type') ?? '' },
        }),
      );
    sending.onerror = () => reject(lostNetwork());
    sending.onabort = () => reject(request.signal?.reason);
    request.signal?.addEventListener('abort', () => sending.abort());
    sending.send(request.body as XMLHttpRequestBodyInit);
  });
}

async function understand<T>(response: Response): Promise<T> {
  const type = response.headers.get('content-type') ?? '';
  if (response.ok) return (type.includes('json') ? await response.json() : await response.text()) as T;
  const body = type.includes('json') ? ((await response.json().catch(() => ({}))) as ErrorBody) : {};
  const error = new CallError(response.status, body);
  if (response.status === 401 && !['SIGN_IN_FAILED', 'TOTP_NEEDED', 'PASSWORD_WRONG'].includes(error.code)) onExpired();
  throw error;
}

/** A key for one opened form: the same act sent twice under it is done once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Fetches a file the server makes and hands it to the browser's downloads; throws `CallError` instead of saving an error page. */
export async function download(path: string, filename: string, query: Query = {}): Promise<void> {
  await keep(await reach(address(path, query), { credentials: 'same-origin' }), filename);
}

/** The same for a file that is an answer to one that is sent. */
export async function downloadFor(path: string, filename: string, query: Query, body: FormData): Promise<void> {
  await keep(
    await reach(address(path, query), { method: 'POST', headers: { 'x-csrf-token': csrf }, body, credentials: 'same-origin' }),
    filename,
  );
}

async function keep(response: Response, filename: string): Promise<void> {
  if (!response.ok) await understand(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
