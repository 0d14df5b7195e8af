import { AuditOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'audit',
    path: '/audit',
    needs: ['audit.read'],
    group: 'manage',
    icon: AuditOutlined,
    load: async () => (await import('./audit.tsx')).AuditPage,
  },
  {
    page: 'helped',
    path: '/audit/helped',
    needs: ['audit.read'],
    under: 'audit',
    load: async () => (await import('./helped.tsx')).HelpedPage,
  },
] as const satisfies readonly PageDescriptor[];
