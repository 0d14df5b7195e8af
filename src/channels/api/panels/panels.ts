import { plannedPanels } from '../../../indicators/indicators.ts';
import type { PanelRead } from '../../../registers/registers.ts';
import { declaredPanels } from '../../../registers/registers.ts';

/** Every panel of the registers: what they say alone, and what plans say of them. */
export const panels: readonly PanelRead[] = [...plannedPanels, ...declaredPanels];
