import { organisationCoverage } from '../organisations/social-organisation.panel.ts';
import type { PanelRead } from '../register/panel.ts';

/** Every panel of the declared registers. */
export const declaredPanels: readonly PanelRead[] = [organisationCoverage];
