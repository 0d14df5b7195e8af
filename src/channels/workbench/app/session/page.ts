import { SafetyOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'settings',
    path: '/settings',
    needs: [],
    group: 'manage',
    icon: SafetyOutlined,
    load: async () => (await import('./settings.tsx')).SettingsPage,
  },
] as const satisfies readonly PageDescriptor[];
