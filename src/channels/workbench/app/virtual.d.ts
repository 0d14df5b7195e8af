declare module 'virtual:texts' {
  /** Areas of packs/base/texts/zh-CN as nested words. */
  export const texts: Record<string, unknown>;
}
declare module '*.css' {}
