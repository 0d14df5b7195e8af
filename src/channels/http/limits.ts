/** What nobody signs in for may be asked this often from one address. */
export const publicLimit = { rateLimit: { max: 300, timeWindow: '1 minute' } };
