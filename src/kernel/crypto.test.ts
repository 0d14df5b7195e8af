import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SealPurpose } from './crypto.ts';
import { createVault } from './crypto.ts';

const secret = Buffer.alloc(48, 7);

test('a value sealed for one purpose opens for no other', () => {
  const purposes: readonly SealPurpose[] = ['column', 'proof', 'kept', 'totp', 'door'];
  for (const suite of ['aes', 'sm'] as const) {
    const vault = createVault(secret, suite);
    for (const purpose of purposes) {
      const sealed = vault.seal('19900000001', purpose);
      assert.equal(vault.open(sealed, purpose), '19900000001');
      for (const other of purposes.filter((one) => one !== purpose))
        assert.throws(() => vault.open(sealed, other), `${suite}: ${purpose} as ${other}`);
    }
  }
});

test('columns sealed before seals had a purpose open as ever', () => {
  // Both were written by the vault of that time, under the same secret.
  const aes = 'ASyIYHGDSXFDVCQ1SKfeYLijInBjP8CeytHygfI0TxF8787VAp02Z8oTgqSDoHI';
  const sm = 'ApvggWPrYpJEdpDCZvKx9ziPdCuA8b9RzoqWmAus_2zHqnkLlklrcFn15cvX6g_np21gMEjv3YJyTLt2S-7O41tlY2zVR_uk7xUNIxKkbV6W';
  for (const sealed of [aes, sm]) assert.equal(createVault(secret).open(Buffer.from(sealed, 'base64url')), '152421194203080263');
});
