import { IdcardOutlined, TeamOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'accounts',
    path: '/accounts',
    needs: ['account.manage'],
    group: 'manage',
    icon: TeamOutlined,
    load: async () => (await import('./accounts.tsx')).AccountsPage,
  },
  {
    page: 'roles',
    path: '/roles',
    needs: ['account.manage'],
    group: 'manage',
    icon: IdcardOutlined,
    load: async () => (await import('./accounts.tsx')).RolesPage,
  },
] as const satisfies readonly PageDescriptor[];
