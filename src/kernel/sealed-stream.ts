import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TransformCallback } from 'node:stream';
import { Transform } from 'node:stream';
import type { StreamKeys, StreamPurpose, Suite, Vault } from './crypto.ts';

/**
 * What lies on a disk: a header, then chunks of at most 64 KiB. Header: `LINLI`, a null byte, the version, the suite, 32 random bytes from which the
 * keys of this one stream are derived. Chunk: four bytes with the length of its content and, in the top bit, whether it is the last; the content,
 * encrypted; its tag. The tag covers the number of the chunk and those four bytes, so chunks cannot be changed, swapped, left out or cut off at
 * the end. AES-256-GCM, or SM4-CTR with HMAC-SM3 because Node has no SM4-GCM.
 */
const MAGIC = Buffer.from('LINLI\0\x01', 'latin1');
const SUITES: readonly Suite[] = ['aes', 'sm'];
const SALT = 32;
const HEADER = MAGIC.length + 1 + SALT;
const CHUNK = 64 * 1024;
const LAST = 0x8000_0000;
const TAG: Readonly<Record<Suite, number>> = { aes: 16, sm: 32 };

function cutOff(): Error {
  return new Error('sealed content is cut off or goes on behind its end');
}

/** Whether this is the beginning of something sealed here. */
export function isSealedContent(head: Buffer): boolean {
  return head.length >= MAGIC.length && head.subarray(0, MAGIC.length).equals(MAGIC);
}

interface Opened {
  readonly suite: Suite;
  readonly keys: StreamKeys;
}

function begin(vault: Vault, purpose: StreamPurpose): Opened & { readonly header: Buffer } {
  const salt = randomBytes(SALT);
  const header = Buffer.concat([MAGIC, Buffer.from([SUITES.indexOf(vault.suite) + 1]), salt]);
  return { suite: vault.suite, keys: vault.streamKeys(purpose, vault.suite, salt), header };
}

function readHeader(vault: Vault, purpose: StreamPurpose, header: Buffer): Opened {
  const suite = SUITES[(header[MAGIC.length] ?? 0) - 1];
  if (header.length < HEADER || !isSealedContent(header) || !suite) throw new Error('sealed content has no header');
  return { suite, keys: vault.streamKeys(purpose, suite, header.subarray(MAGIC.length + 1, HEADER)) };
}

function numberOf(at: number, bytes: number): Buffer {
  const iv = Buffer.alloc(bytes);
  iv.writeBigUInt64BE(BigInt(at));
  return iv;
}

function sealChunk({ suite, keys }: Opened, at: number, content: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(content.length + (last ? LAST : 0));
  if (suite === 'aes') {
    const cipher = createCipheriv('aes-256-gcm', keys.cipher, numberOf(at, 12)).setAAD(head);
    const body = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([head, body, cipher.getAuthTag()]);
  }
  const cipher = createCipheriv('sm4-ctr', keys.cipher, numberOf(at, 16));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([head, body, macOf(keys, at, head, body)]);
}

function macOf(keys: StreamKeys, at: number, head: Buffer, body: Buffer): Buffer {
  return createHmac('sm3', keys.mac).update(numberOf(at, 8)).update(head).update(body).digest();
}

function openChunk({ suite, keys }: Opened, at: number, head: Buffer, body: Buffer, tag: Buffer): Buffer {
  if (suite === 'aes') {
    const decipher = createDecipheriv('aes-256-gcm', keys.cipher, numberOf(at, 12)).setAAD(head);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  }
  if (!timingSafeEqual(tag, macOf(keys, at, head, body))) throw new Error('sealed content was altered');
  const decipher = createDecipheriv('sm4-ctr', keys.cipher, numberOf(at, 16));
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/** Seals what is written into it. The last chunk is held back until the end is known. */
export function sealStream(vault: Vault, purpose: StreamPurpose): Transform {
  const opened = begin(vault, purpose);
  let [waiting, at, started]: [Buffer, number, boolean] = [Buffer.alloc(0), 0, false];
  const put = (stream: Transform, content: Buffer, last: boolean): void => {
    if (!started) stream.push(opened.header);
    started = true;
    stream.push(sealChunk(opened, at, content, last));
    at += 1;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      waiting = Buffer.concat([waiting, chunk]);
      for (; waiting.length > CHUNK; waiting = waiting.subarray(CHUNK)) put(this, waiting.subarray(0, CHUNK), false);
      done();
    },
    flush(done) {
      put(this, waiting, true);
      done();
    },
  });
}

/** Opens what `sealStream` made for the same purpose, chunk by chunk. Throws when anything was changed, left out or cut off, or the key is another. */
export async function* openStream(vault: Vault, purpose: StreamPurpose, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let opened: Opened | undefined;
  let [at, ended] = [0, false];
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    if (!opened && rest.length >= HEADER) {
      opened = readHeader(vault, purpose, rest);
      rest = rest.subarray(HEADER);
    }
    for (let taken = opened && takeChunk(opened, at, rest); taken && !ended; taken = takeChunk(opened!, at, rest)) {
      [rest, at, ended] = [rest.subarray(taken.length), at + 1, taken.last];
      if (taken.content.length > 0) yield taken.content;
    }
  }
  if (!ended || rest.length > 0) throw cutOff();
}

function takeChunk(opened: Opened, at: number, rest: Buffer): { content: Buffer; length: number; last: boolean } | undefined {
  if (rest.length < 4) return undefined;
  const size = rest.readUInt32BE() % LAST;
  if (size > CHUNK) throw new Error('sealed content was altered');
  const length = 4 + size + TAG[opened.suite];
  if (rest.length < length) return undefined;
  return {
    content: openChunk(opened, at, rest.subarray(0, 4), rest.subarray(4, 4 + size), rest.subarray(4 + size, length)),
    length,
    last: rest.readUInt32BE() >= LAST,
  };
}

/** How many bytes of a sealed content tell whether a key opens it. */
export const SEALED_BEGINNING = HEADER + 4 + CHUNK + Math.max(...Object.values(TAG));

/** Whether this key opens the beginning of a content; one that is too short for that counts as opened, its end is told on the way. */
export function opensBeginning(vault: Vault, purpose: StreamPurpose, beginning: Buffer): boolean {
  try {
    takeChunk(readHeader(vault, purpose, beginning), 0, beginning.subarray(HEADER));
    return true;
  } catch {
    return false;
  }
}

/** Seals a content that is whole in memory. */
export function sealContent(vault: Vault, purpose: StreamPurpose, content: Buffer): Buffer {
  const opened = begin(vault, purpose);
  const parts = [opened.header];
  for (let [from, at] = [0, 0]; at === 0 || from < content.length; [from, at] = [from + CHUNK, at + 1]) {
    parts.push(sealChunk(opened, at, content.subarray(from, from + CHUNK), from + CHUNK >= content.length));
  }
  return Buffer.concat(parts);
}

/** Opens what `sealContent` or `sealStream` made for the same purpose. Throws like `openStream`. */
export function openContent(vault: Vault, purpose: StreamPurpose, sealed: Buffer): Buffer {
  const opened = readHeader(vault, purpose, sealed);
  const parts: Buffer[] = [];
  let rest = sealed.subarray(HEADER);
  for (let [at, last] = [0, false]; !last; at += 1) {
    const taken = takeChunk(opened, at, rest);
    if (!taken) throw cutOff();
    parts.push(taken.content);
    [rest, last] = [rest.subarray(taken.length), taken.last];
  }
  if (rest.length > 0) throw cutOff();
  return Buffer.concat(parts);
}
