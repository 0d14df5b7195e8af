import { text } from '../../../../registers/registers.ts';

/** How far along a form somebody is. */
export function Progress({ step, steps }: { step: number; steps: number }) {
  return (
    <p className="progress">
      {text('web.step', { step, steps })}
      <span aria-hidden="true">
        <i style={{ inlineSize: `${Math.round((step / steps) * 100)}%` }} />
      </span>
    </p>
  );
}
