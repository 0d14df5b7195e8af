import { createContext, useContext } from 'react';
import type { Tone } from '../theme/theme.ts';

interface ToneChoice {
  readonly tone: Tone;
  readonly chosen: Tone | 'system';
  readonly choose: (tone: Tone | 'system') => void;
}

export const ToneContext = createContext<ToneChoice>({ tone: 'light', chosen: 'system', choose: () => undefined });

/** Light or dark, and how to change it. */
export function useToneChoice(): ToneChoice {
  return useContext(ToneContext);
}
