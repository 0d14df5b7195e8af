import { CompassOutlined } from '@ant-design/icons';
import type { PageDescriptor } from '../route/descriptor.ts';

export const pages = [
  {
    page: 'visits',
    path: '/visits',
    needs: ['home-visit.write'],
    group: 'work',
    icon: CompassOutlined,
    load: async () => (await import('./today.tsx')).TodayPage,
  },
  {
    page: 'visit',
    path: '/visits/:county/:task/:person',
    needs: ['home-visit.write'],
    under: 'visits',
    load: async () => (await import('./visit.tsx')).VisitPage,
  },
  {
    page: 'visitTasks',
    path: '/visits/tasks',
    needs: ['collection-task.write'],
    group: 'work',
    icon: CompassOutlined,
    load: async () => (await import('./tasks.tsx')).TasksPage,
  },
] as const satisfies readonly PageDescriptor[];
