import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomFillSync, randomInt, timingSafeEqual } from 'node:crypto';

/** The two suites: international by default, national (GM/T, GB/T 32905 and 32907) where a deployment must. */
export type Suite = 'aes' | 'sm';

/** Encryption and keyed hashes under keys derived from the deployment's one secret. */
export interface Vault {
  readonly suite: Suite;
  /** Encrypts a text; the first byte of the result names the suite, so that a later change of suite can still open it. */
  seal(text: string): Buffer;
  /** Opens what `seal` made. Throws when it was altered. */
  open(sealed: Buffer): string;
  /** A keyed hash for equality look-up (id number, phone); `purpose` separates the key spaces. 32 bytes. */
  keyedHash(purpose: string, text: string): Buffer;
  /** A derived password for a database login role. */
  derivedPassword(name: string): string;
}

const AES_TAG = 1;
const SM_TAG = 2;

/** Builds a vault from the deployment secret (at least 32 bytes). */
export function createVault(secret: Buffer, suite: Suite = 'aes'): Vault {
  const derive = (info: string, length: number): Buffer => Buffer.from(hkdfSync('sha256', secret, 'linli', info, length));
  const digest = suite === 'sm' ? 'sm3' : 'sha256';
  const aesKey = derive('seal-aes', 32);
  const smKey = derive('seal-sm4', 16);
  const smMac = derive('seal-sm4-mac', 32);
  const hashKeys = new Map<string, Buffer>();
  const hashKey = (purpose: string): Buffer => {
    const known = hashKeys.get(purpose) ?? derive(`hash-${purpose}`, 32);
    hashKeys.set(purpose, known);
    return known;
  };
  return {
    suite,
    seal: (text) => (suite === 'sm' ? sealSm(text, smKey, smMac) : sealAes(text, aesKey)),
    open: (sealed) => (sealed[0] === SM_TAG ? openSm(sealed, smKey, smMac) : openAes(sealed, aesKey)),
    keyedHash: (purpose, text) => createHmac(digest, hashKey(purpose)).update(text, 'utf8').digest(),
    derivedPassword: (name) => derive(`role-${name}`, 24).toString('base64url'),
  };
}

// Drawn for many seals at once: a call of its own for twelve bytes takes longer than the sealing.
const ivs = Buffer.alloc(12 * 256);
let ivsUsed = ivs.length;

function nextIv(): Buffer {
  if (ivsUsed === ivs.length) {
    randomFillSync(ivs);
    ivsUsed = 0;
  }
  return Buffer.from(ivs.subarray(ivsUsed, (ivsUsed += 12)));
}

function sealAes(text: string, key: Buffer): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([AES_TAG]), iv, cipher.getAuthTag(), body]);
}

function openAes(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
}

// SM4-GCM is missing in Node 20, so: SM4-CBC, then HMAC-SM3 over iv and body.
function sealSm(text: string, key: Buffer, macKey: Buffer): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('sm4-cbc', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const mac = createHmac('sm3', macKey).update(iv).update(body).digest();
  return Buffer.concat([Buffer.from([SM_TAG]), iv, mac, body]);
}

function openSm(sealed: Buffer, key: Buffer, macKey: Buffer): string {
  const [iv, mac, body] = [sealed.subarray(1, 17), sealed.subarray(17, 49), sealed.subarray(49)];
  const expected = createHmac('sm3', macKey).update(iv).update(body).digest();
  if (!timingSafeEqual(mac, expected)) throw new Error('sealed value was altered');
  const decipher = createDecipheriv('sm4-cbc', key, iv);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** SHA-256 of a text or buffer, 32 bytes. */
export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** A random URL-safe token of `bytes` bytes of entropy. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** A random code of `digits` decimal digits, uniformly distributed. */
export function newDigits(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}
