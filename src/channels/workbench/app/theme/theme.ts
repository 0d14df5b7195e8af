import type { ThemeConfig } from 'antd';
import { theme } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';

export type Tone = 'light' | 'dark';
const stored = 'linli.tone';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** Our colours for antd's parts; app.css holds the same ones for our own. Text on them keeps WCAG AA. */
const palette = {
  light: {
    accent: '#0f6466',
    on: '#ffffff',
    sheet: '#ffffff',
    ink: '#17211f',
    soft: '#47544f',
    quiet: '#586762',
    line: '#dde3e0',
    firm: '#7e8b86',
    danger: '#b3261e',
    paper: '#f5f7f5',
  },
  dark: {
    accent: '#74c9c5',
    on: '#06201f',
    sheet: '#171f1d',
    ink: '#e7eeeb',
    soft: '#b6c2be',
    quiet: '#98a6a1',
    line: '#2b3633',
    firm: '#70807b',
    danger: '#ff9d92',
    paper: '#0f1514',
  },
} as const;

/** antd's theme of a tone. */
export function antdTheme(tone: Tone): ThemeConfig {
  const colours = palette[tone];
  return {
    algorithm: tone === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: colours.accent,
      colorLink: colours.accent,
      colorInfo: colours.accent,
      colorError: colours.danger,
      colorText: colours.ink,
      colorTextSecondary: colours.soft,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.quiet,
      colorBgContainer: colours.sheet,
      colorBgElevated: colours.sheet,
      colorBgLayout: colours.paper,
      colorBorder: colours.firm,
      colorBorderSecondary: colours.line,
      colorTextLightSolid: colours.on,
      borderRadius: 8,
      controlHeight: 36,
      fontSize: 14,
      lineHeight: 1.6,
      fontFamily: 'inherit',
      wireframe: false,
    },
    components: {
      Button: {
        primaryColor: colours.on,
        dangerColor: colours.on,
        defaultShadow: 'none',
        primaryShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Drawer: { paddingLG: 24 },
      Tooltip: { colorBgSpotlight: tone === 'dark' ? '#2b3633' : '#17211f', colorTextLightSolid: '#ffffff' },
      Message: { contentBg: colours.sheet },
    },
  };
}

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** The tone in force: the person's choice, else the machine's. */
export function useTone(): { tone: Tone; chosen: Tone | 'system'; choose: (tone: Tone | 'system') => void } {
  const [chosen, setChosen] = useState<Tone | 'system'>(() => (localStorage.getItem(stored) as Tone | null) ?? 'system');
  const system = useSyncExternalStore(subscribe, () => dark.matches);
  const tone = chosen === 'system' ? (system ? 'dark' : 'light') : chosen;
  useEffect(() => {
    document.documentElement.dataset.tone = tone;
  }, [tone]);
  const choose = (next: Tone | 'system') => {
    if (next === 'system') localStorage.removeItem(stored);
    else localStorage.setItem(stored, next);
    setChosen(next);
  };
  return { tone, chosen, choose };
}

/** Reads a colour of app.css, for canvases that cannot use CSS: charts and maps. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
