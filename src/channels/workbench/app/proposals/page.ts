import { AuditOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'proposals',
    path: '/proposals',
    needs: ['registers.decide', 'person.write'],
    group: 'work',
    icon: AuditOutlined,
    load: async () => (await import('./proposals.tsx')).ProposalsPage,
  },
] as const satisfies readonly PageDescriptor[];
