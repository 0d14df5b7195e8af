import { writeFile } from 'node:fs/promises';
import type { LoadResult } from './load.ts';
import type { RegionBench } from './regions.ts';
import type { RegisterBench, Taken } from './registers.ts';

export interface SizeResult {
  readonly size: number;
  readonly raw: LoadResult;
  readonly ours: LoadResult;
  readonly inbox: LoadResult;
  /** Mean milliseconds of a whole life of a case. */
  readonly life: number;
  /** Level → buffers of its list. */
  readonly buffers: Readonly<Record<string, number>>;
}

export interface Report {
  readonly results: readonly SizeResult[];
  readonly regions: RegionBench | undefined;
  readonly registers: RegisterBench | undefined;
  readonly quick: boolean;
  readonly raw: 'pgbench' | 'driver';
  readonly processor: string;
  readonly memory: number;
  readonly node: string;
  readonly postgres: string;
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly day: string;
}

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const verdict = (holds: boolean): string => (holds ? 'holds' : 'missed');

/** Writes the measured figures with versions and method; the goals stand beside them. */
export async function writeReport(path: string, report: Report): Promise<void> {
  const submit = report.results.map((one) => {
    const ratio = one.ours.perSecond / one.raw.perSecond;
    const slower = one.ours.p99 / one.raw.p99;
    return `| ${number(one.size)} | ${number(one.raw.perSecond)}/s, ${number(one.raw.p99, 1)} ms | ${number(one.ours.perSecond)}/s, ${number(one.ours.p99, 1)} ms | ${number(ratio, 2)} (≥ 0.45: ${verdict(ratio >= 0.45)}) | ${number(slower, 2)} (≤ 3: ${verdict(slower <= 3)}) |`;
  });
  const first = report.results[0]!;
  const lives = report.results.map(
    (one) =>
      `| ${number(one.size)} | ${number(one.life, 2)} ms | ${number(one.life / first.life, 2)} (≤ 1.2: ${verdict(one.life / first.life <= 1.2)}) | ${number(one.inbox.perSecond)}/s, p99 ${number(one.inbox.p99, 1)} ms |`,
  );
  const buffers = report.results.map(
    (one) =>
      `| ${number(one.size)} | ${Object.entries(one.buffers)
        .map(([level, count]) => `${level} ${count}`)
        .join(', ')} | ${verdict(Object.values(one.buffers).every((count) => count <= 50))} |`,
  );
  await writeFile(
    path,
    `# Performance

Measured by \`npm run bench\`${report.quick ? ' (quick run)' : ''} on ${report.day}: ${report.processor}, ${report.memory} GiB, Node ${report.node}, PostgreSQL ${report.postgres} (embedded, fsync and
synchronous_commit on). Ratios are what to rely on; absolute figures belong to the machine.

## Submit a case

${report.connections} connections, ${report.rounds} rounds of ${report.seconds} s each, raw and ours in turn, the median round shown. Raw is ${report.raw === 'pgbench' ? 'pgbench (two threads, one message per transaction)' : 'the database driver, because pgbench is not installed here; pgbench would be faster'} sending
the same \`procedures.record\` payload under the same login role: case, act, audit row, two notices, message and measure delta; its times move on by a second per transaction, because constant times make indexes
over time cheaper than they are in life (a quick run with constant times: raw 2,901/s, ours 1,365/s, 0.47). Ours is an HTTP
request with sign-in, scope, validation, decision and audit; server, database and load generator share the machine.

| cases present | raw PostgreSQL, p99 | ours over HTTP, p99 | ours / raw | p99 ours / raw |
| --- | --- | --- | --- | --- |
${submit.join('\n')}

## Whole life of a case

Create, accept, forward, decide, search by number: five requests one after the other; and the inbox list (20 rows) at ${report.connections} connections.

| cases present | whole life | against the smallest | inbox |
| --- | --- | --- | --- |
${lives.join('\n')}

## Buffers of a list

Pages of 8 KiB that the list of 20 rows touches under each level's own login role, row policy included (\`explain (analyze, buffers)\`). Goal: ≤ 50.

| cases present | buffers | verdict |
| --- | --- | --- |
${buffers.join('\n')}
${report.regions ? regionSection(report.regions) : ''}${report.registers ? registerSection(report.registers) : ''}`,
  );
}

function regionSection(regions: RegionBench): string {
  const rows = Object.entries(regions.times).map(([name, time]) => `| ${name} | ${number(time.p50, 1)} ms | ${number(time.p99, 1)} ms |`);
  return `
## Finding a region

The national list of 2023 (${number(regions.rows)} divisions), loaded in ${number(regions.loadSeconds)} s; one call after the other.

| search | p50 | p99 |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function takenRows(taken: Readonly<Record<string, Taken>>): string {
  return Object.entries(taken)
    .map(([name, { p50, p95, buffers }]) => `| ${name} | ${number(p50, 1)} ms | ${number(p95, 1)} ms | ${number(buffers)} |`)
    .join('\n');
}

function registerSection({ entries, people, fillSeconds, lists, names }: RegisterBench): string {
  return `
## A large register

${number(entries)} volunteers of one county in twenty towns with ten communities each, and ${number(people)} residents of ten counties, filled in ${number(fillSeconds)} s; the statements
of the list and the search as they are, one after the other under each level's login role. Buffers are those of the dearest of the calls. Goal: p95 < 50 ms.

| list of a register | p50 | p95 | most buffers |
| --- | --- | --- | --- |
${takenRows(lists)}

| residents by name | p50 | p95 | most buffers |
| --- | --- | --- | --- |
${takenRows(names)}
`;
}
