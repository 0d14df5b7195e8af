import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createVault, isSealedContent, openContent, openStream, sealContent, sealStream } from './kernel.ts';

const CHUNK = 64 * 1024;
const secret = Buffer.alloc(48, 7);
const sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000];

/** The same bytes in pieces of odd sizes, as a disk or a network hands them out. */
function pieces(content: Buffer): Readable {
  const parts: Buffer[] = [];
  for (let [from, step] = [0, 1]; from < content.length; [from, step] = [from + step, (step * 7) % 50_021])
    parts.push(content.subarray(from, from + step));
  return Readable.from(parts, { objectMode: false });
}

for (const suite of ['aes', 'sm'] as const) {
  describe(`a sealed stream, ${suite}`, () => {
    const vault = createVault(secret, suite);
    const opened = (sealed: Buffer) => buffer(openStream(vault, 'backup', pieces(sealed)));

    it('comes back whole, of every size, by stream or at once, also under the other suite', async () => {
      for (const size of sizes) {
        const content = randomBytes(size);
        const streamed = await buffer(pieces(content).pipe(sealStream(vault, 'backup')));
        for (const sealed of [streamed, sealContent(vault, 'backup', content)]) {
          assert.ok(isSealedContent(sealed));
          assert.ok((await opened(sealed)).equals(content), String(size));
          assert.ok(openContent(createVault(secret, suite === 'sm' ? 'aes' : 'sm'), 'backup', sealed).equals(content));
        }
        assert.ok(size < 16 || !streamed.includes(content.subarray(0, 16)));
      }
    });

    it('tells what was cut off, wherever, and what was put behind', async () => {
      const sealed = sealContent(vault, 'backup', randomBytes(2 * CHUNK + 10));
      const tag = suite === 'aes' ? 16 : 32;
      const ends = [0, 5, 39, 40, 43, 40 + 4 + CHUNK + tag, 40 + 2 * (4 + CHUNK + tag), sealed.length - 1];
      for (const end of ends) {
        await assert.rejects(opened(sealed.subarray(0, end)), String(end));
        assert.throws(() => openContent(vault, 'backup', sealed.subarray(0, end)), String(end));
      }
      await assert.rejects(opened(Buffer.concat([sealed, Buffer.from([0])])));
      await assert.rejects(opened(Buffer.concat([sealed, sealed.subarray(40)])));
    });

    it('tells a changed bit, swapped and left out chunks, another key and another purpose', async () => {
      const content = randomBytes(3 * CHUNK);
      const sealed = sealContent(vault, 'backup', content);
      const size = 4 + CHUNK + (suite === 'aes' ? 16 : 32);
      const part = (at: number): Buffer => sealed.subarray(40 + at * size, 40 + (at + 1) * size);
      const head = sealed.subarray(0, 40);
      for (const at of [7, 8, 20, 40, 43, 44, 5_000, 40 + size - 1, sealed.length - 1]) {
        const changed = Buffer.from(sealed);
        changed[at]! ^= 1;
        await assert.rejects(opened(changed), String(at));
      }
      for (const order of [[1, 0, 2], [0, 2], [0, 0, 1, 2], [2]])
        await assert.rejects(opened(Buffer.concat([head, ...order.map(part)])), String(order));
      const other = sealContent(vault, 'backup', content);
      await assert.rejects(opened(Buffer.concat([head, part(0), other.subarray(40 + size)])));
      assert.throws(() => openContent(createVault(Buffer.alloc(48, 8), suite), 'backup', sealed));
      assert.throws(() => openContent(vault, 'file', sealed));
    });
  });
}
