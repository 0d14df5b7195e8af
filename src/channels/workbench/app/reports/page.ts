import { FileDoneOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'reports',
    path: '/reports',
    needs: ['plan.report', 'indicator.read'],
    group: 'state',
    icon: FileDoneOutlined,
    load: async () => (await import('./reports.tsx')).ReportsPage,
  },
  {
    page: 'report',
    path: '/reports/:county/:id',
    needs: ['plan.report', 'indicator.read'],
    under: 'reports',
    load: async () => (await import('./reports.tsx')).ReportPage,
  },
] as const satisfies readonly PageDescriptor[];
