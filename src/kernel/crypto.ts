import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';

/** The two suites: international by default, national (GM/T, GB/T 32905 and 32907) where a deployment must. */
export type Suite = 'aes' | 'sm';

/** What a sealed value is for. `column` stands in the database and never leaves it; the others travel through browsers. */
export type SealPurpose = 'column' | 'proof' | 'kept' | 'totp' | 'door';

/** What a sealed stream holds. */
export type StreamPurpose = 'backup' | 'file';

/** The keys of one stream, and of no other. */
export interface StreamKeys {
  readonly cipher: Buffer;
  /** Empty where the cipher authenticates by itself. */
  readonly mac: Buffer;
}

interface SealKeys {
  readonly aes: Buffer;
  readonly sm: Buffer;
  readonly smMac: Buffer;
}

/** Encryption and keyed hashes under keys derived from the deployment's one secret. */
export interface Vault {
  readonly suite: Suite;
  /**
   * Encrypts a text; the first byte of the result names the suite, so that a later change of suite can still open it. What leaves the house
   * names its `purpose`: each has keys of its own, so that a browser cannot hand one sealed value in where another is expected.
   */
  seal(text: string, purpose?: SealPurpose): Buffer;
  /** Opens what `seal` made for the same purpose. Throws when it was altered or made for another. */
  open(sealed: Buffer, purpose?: SealPurpose): string;
  /** A keyed hash for equality look-up (id number, phone); `purpose` separates the key spaces. 32 bytes. */
  keyedHash(purpose: string, text: string): Buffer;
  /** The keys of a stream on disk that begins with this salt; see `sealed-stream.ts`. */
  streamKeys(purpose: StreamPurpose, suite: Suite, salt: Buffer): StreamKeys;
  /** A derived password for a database login role. */
  derivedPassword(name: string): string;
}

const AES_TAG = 1;
const SM_TAG = 2;

/** Builds a vault from the deployment secret (at least 32 bytes). */
export function createVault(secret: Buffer, suite: Suite = 'aes'): Vault {
  const derive = (info: string, length: number): Buffer => Buffer.from(hkdfSync('sha256', secret, 'linli', info, length));
  const digest = suite === 'sm' ? 'sm3' : 'sha256';
  // Columns keep the names without a purpose: what was sealed in a database before opens for ever.
  const keysFor = (name: string): SealKeys => ({
    aes: derive(`seal-aes${name}`, 32),
    sm: derive(`seal-sm4${name}`, 16),
    smMac: derive(`seal-sm4-mac${name}`, 32),
  });
  const sealKeys: Readonly<Record<SealPurpose, SealKeys>> = {
    column: keysFor(''),
    proof: keysFor(':proof'),
    kept: keysFor(':kept'),
    totp: keysFor(':totp'),
    door: keysFor(':door'),
  };
  const hashKeys = new Map<string, Buffer>();
  const hashKey = (purpose: string): Buffer => {
    const known = hashKeys.get(purpose) ?? derive(`hash-${purpose}`, 32);
    hashKeys.set(purpose, known);
    return known;
  };
  return {
    suite,
    seal: (text, purpose = 'column') => (suite === 'sm' ? sealSm(text, sealKeys[purpose]) : sealAes(text, sealKeys[purpose].aes)),
    open: (sealed, purpose = 'column') =>
      sealed[0] === SM_TAG ? openSm(sealed, sealKeys[purpose]) : openAes(sealed, sealKeys[purpose].aes),
    keyedHash: (purpose, text) => createHmac(digest, hashKey(purpose)).update(text, 'utf8').digest(),
    streamKeys: (purpose, of, salt) => {
      const part = (name: string, length: number): Buffer =>
        Buffer.from(hkdfSync('sha256', secret, salt, `linli stream ${purpose} ${of} ${name}`, length));
      return of === 'sm' ? { cipher: part('cipher', 16), mac: part('mac', 32) } : { cipher: part('cipher', 32), mac: Buffer.alloc(0) };
    },
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
function sealSm(text: string, { sm: key, smMac: macKey }: SealKeys): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('sm4-cbc', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const mac = createHmac('sm3', macKey).update(iv).update(body).digest();
  return Buffer.concat([Buffer.from([SM_TAG]), iv, mac, body]);
}

function openSm(sealed: Buffer, { sm: key, smMac: macKey }: SealKeys): string {
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
