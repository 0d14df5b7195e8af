import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LinliError } from '../errors.ts';

/** Whom the database server runs as: whoever started the program, except that PostgreSQL refuses to run as root. */
export interface ServerUser {
  uid?: number;
  gid?: number;
  /** Run through setpriv, so that an unprivileged server may pass folders that only root may enter. */
  bridged?: boolean;
}

/**
 * Chooses whom to run the server as and hands the cluster over to that user.
 * Throws `SERVER_USER_SHUT_OUT` when a folder above cannot be passed and setpriv cannot help.
 */
export function chooseServerUser(cluster: string, binaries: string): ServerUser {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  const owner = statSync(cluster);
  const known = readPasswd().find((entry) => entry.name === 'postgres') ?? readPasswd().find((entry) => entry.name === 'nobody');
  const user: ServerUser = owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: known?.uid ?? 65_534, gid: known?.gid ?? 65_534 };
  chownTree(cluster, user);
  const closed = closedAbove(cluster, user) ?? closedAbove(join(binaries, 'postgres'), user);
  if (closed === undefined) return user;
  const bridged = { ...user, bridged: true };
  const probe = commandAs(join(binaries, 'postgres'), ['--version'], bridged);
  if (spawnSync(probe.file, probe.parameters).status !== 0) throw new LinliError('SERVER_USER_SHUT_OUT', { folder: closed });
  return bridged;
}

function readPasswd(): { name: string; uid: number; gid: number }[] {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return lines
    .map((line) => line.split(':'))
    .filter((parts) => parts.length > 3)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}

function chownTree(path: string, user: ServerUser): void {
  if (statSync(path).uid === user.uid) return;
  chownSync(path, user.uid!, user.gid!);
  for (const name of readdirSync(path)) {
    const child = join(path, name);
    if (statSync(child).isDirectory()) chownTree(child, user);
    else chownSync(child, user.uid!, user.gid!);
  }
}

/** The first folder above that others may not enter, or undefined when all may be passed. */
function closedAbove(path: string, user: ServerUser): string | undefined {
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const { mode, uid } = statSync(above);
    if (uid !== user.uid && (mode & 0o001) === 0) return above;
  }
  return undefined;
}

/** How to run a program as that user. */
export function commandAs(
  file: string,
  parameters: string[],
  user: ServerUser,
): { file: string; parameters: string[]; options: { uid?: number; gid?: number } } {
  if (user.uid === undefined) return { file, parameters, options: {} };
  if (!user.bridged) return { file, parameters, options: { uid: user.uid, gid: user.gid! } };
  const bridge = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    // access(2) forgets the capability of whoever is not root, and initdb asks it whether it may read itself.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    file,
  ];
  return { file: 'setpriv', parameters: [...bridge, ...parameters], options: {} };
}
