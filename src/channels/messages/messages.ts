import type { Handle, Vault } from '../../kernel/kernel.ts';
import { forgetOldMessages, markFailed, markSent, takeMessages } from './outbox.store.ts';

/** Hands one text message to a carrier; throws when the carrier did not take it. */
export interface MessageAdapter {
  send(to: string, body: string): Promise<void>;
}

/** Posts `{to, body}` to a gateway of the customer; any 2xx answer is a delivery. */
export function httpAdapter(url: string, token: string | undefined): MessageAdapter {
  return {
    send: async (to, body) => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ to, body }),
        signal: AbortSignal.timeout(10_000),
      });
      if (!response.ok) throw new Error(`gateway answered ${response.status}`);
    },
  };
}

/** The adapter the environment names, or undefined: then messages wait in the outbox. */
export function adapterOf(environment: Record<string, string | undefined>): MessageAdapter | undefined {
  return environment.LINLI_SMS_URL ? httpAdapter(environment.LINLI_SMS_URL, environment.LINLI_SMS_TOKEN) : undefined;
}

/** Delivers what waits; returns how many the carrier took. A refused message is tried again, eight times in all. */
export async function deliverMessages(handle: Handle, vault: Vault, adapter: MessageAdapter): Promise<number> {
  let count = 0;
  for (const message of await takeMessages(handle, 50)) {
    try {
      await adapter.send(vault.open(message.to_sealed), vault.open(message.body_sealed));
      await markSent(handle, message.id);
      count += 1;
    } catch (error) {
      await markFailed(handle, message.id, (error as Error).message);
    }
  }
  await forgetOldMessages(handle);
  return count;
}
