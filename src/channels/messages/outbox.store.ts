import type { Handle } from '../../kernel/kernel.ts';

export interface WaitingMessage {
  readonly id: string;
  readonly to_sealed: Buffer;
  readonly body_sealed: Buffer;
  readonly tries: number;
}

// skip locked: several processes drain one outbox without sending twice.
const take = {
  name: 'outbox-take',
  text: `update kernel.outbox set tries = tries + 1 where id in (select id from kernel.outbox where sent_at is null and tries < 8 order by created_at limit $1 for update skip locked)
         returning id, to_sealed, body_sealed, tries`,
};
const sent = { name: 'outbox-sent', text: 'update kernel.outbox set sent_at = now(), failure = null where id = $1' };
const failed = { name: 'outbox-failed', text: 'update kernel.outbox set failure = $2 where id = $1' };
const forget = { name: 'outbox-forget', text: `delete from kernel.outbox where created_at < now() - make_interval(days => 30)` };

export function takeMessages(handle: Handle, most: number): Promise<WaitingMessage[]> {
  return handle.query<WaitingMessage>(take, [most]);
}

export async function markSent(handle: Handle, id: string): Promise<void> {
  await handle.query(sent, [id]);
}

export async function markFailed(handle: Handle, id: string, failure: string): Promise<void> {
  await handle.query(failed, [id, failure.slice(0, 200)]);
}

/** Messages are kept a month for proof of delivery, then go. */
export async function forgetOldMessages(handle: Handle): Promise<void> {
  await handle.query(forget);
}

const latest = {
  name: 'outbox-latest',
  text: 'select id, created_at, to_sealed, body_sealed from kernel.outbox order by created_at desc limit 20',
};

/** The newest messages, for the demonstration's own phone page. */
export function latestMessages(handle: Handle): Promise<{ id: string; created_at: Date; to_sealed: Buffer; body_sealed: Buffer }[]> {
  return handle.query(latest);
}
