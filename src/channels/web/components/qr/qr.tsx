import type { ReactNode } from 'react';
import { encode } from 'uqr';
import { text } from '../../../../registers/registers.ts';

/** A QR code as one path; the address stands beside it for those who cannot scan. */
export function Qr({ address, caption }: { address: string; caption: ReactNode }) {
  const { size, path } = drawn(address);
  return (
    <figure className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text('web.qr')} shapeRendering="crispEdges">
        <path d={path} />
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** The same code as an image of its own, for print. */
export function qrSvg(address: string): string {
  const { size, path } = drawn(address);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}

function drawn(address: string): { size: number; path: string } {
  const { data, size } = encode(address, { border: 2, ecc: 'M' });
  return { size, path: data.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('') };
}

function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (dark && last && last[0] + last[1] === x) last[1] += 1;
    else if (dark) found.push([x, 1]);
  });
  return found;
}
