import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'case',
    path: '/cases/:county/:id',
    needs: ['case.read'],
    under: 'inbox',
    load: async () => (await import('./case.tsx')).CasePage,
  },
] as const satisfies readonly PageDescriptor[];
