import { useQuery } from '@tanstack/react-query';
import type { Choice } from '../kit/combobox.tsx';
import { Combobox } from '../kit/combobox.tsx';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';
import type { Region } from './regions.client.ts';
import { findRegions, getRegion } from './regions.client.ts';

interface PickerProps {
  readonly id?: string;
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
  readonly level?: string | undefined;
  /** Offer only regions inside this one; the hat's own when left out. */
  readonly within?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly label?: string;
  /** As the regions were on this day; today when left out. */
  readonly on?: string | undefined;
}

/** Choose a region by a part of its name, pinyin or its code. */
export function RegionPicker({ id, value, onChange, level, within, describedBy, label, on }: PickerProps) {
  const hat = useHat();
  const inside = within ?? hat.region;
  const known = useQuery({ queryKey: ['region', value], queryFn: () => getRegion(value!), enabled: Boolean(value), staleTime: 600_000 });
  const chosen: Choice | undefined = value ? { value, title: known.data?.name ?? value } : undefined;
  const search = async (text: string, signal: AbortSignal) => {
    const { regions, more } = await findRegions({ query: text, within: inside, level, on }, signal);
    return { choices: regions.map(asChoice), more };
  };
  return (
    <Combobox
      id={id}
      name={`region ${inside} ${level ?? ''} ${on ?? ''}`}
      search={search}
      chosen={chosen}
      onChoose={(choice) => onChange(choice?.value)}
      placeholder={words('regions.pick')}
      describedBy={describedBy}
      label={label}
    />
  );
}

function asChoice(region: Region): Choice {
  if (!region.former) return { value: region.code, title: region.name, note: pathWords(region) };
  const former = region.formerCode && region.formerCode !== region.code ? `${region.former}(${region.formerCode})` : region.former;
  return { value: region.code, title: region.name, note: `${words('regions.former', { former, name: region.name })} ${pathWords(region)}` };
}

/** The places above, from large to small. */
export function pathWords(region: Region): string {
  const path = region.path;
  return Array.isArray(path) ? path.join(' ') : typeof path === 'string' ? path : region.code;
}
