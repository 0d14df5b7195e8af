export const root: string;
export const serverFlags: string[];
export function ensureInstalled(options: { development: boolean }): void;
