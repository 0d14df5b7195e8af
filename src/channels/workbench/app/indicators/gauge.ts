/** Where a bar ends: a percentage at a hundred, so that the bar is as long as the number says; anything else a little beyond the larger of the two. */
export function gaugeEnd(value: number, target: number, unit: string): number {
  const most = Math.max(value, target);
  return unit === '%' ? Math.max(100, most) : most * 1.1;
}
