import { encode } from 'uqr';
import { text } from '../../../../registers/registers.ts';

/** A QR code as one path; the address stands beside it for those who cannot scan. */
export function Qr({ address, caption }: { address: string; caption: string }) {
  const { data, size } = encode(address, { border: 2, ecc: 'M' });
  const path = data.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('');
  return (
    <figure className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text('web.qr')} shapeRendering="crispEdges"><path d={path} /></svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
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
