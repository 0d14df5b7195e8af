import type { App } from '../../http/linli.ts';
import { catalogueRoutes } from './ledgers.ts';
import { roundRoutes } from './rounds.ts';
import { seriesRoutes } from './series.ts';
import { sheetRoutes } from './sheets.ts';

/** Ledgers a county declares by itself: made, sent out, filled in, read as a series. */
export function ledgerRoutes(app: App): void {
  catalogueRoutes(app);
  roundRoutes(app);
  seriesRoutes(app);
  sheetRoutes(app);
}
