// The door of the indicators.
export * from './errors.ts';
export * from './targets/target.ts';
export * from './targets/compile.ts';
export * from './targets/check.ts';
export * from './targets/say.ts';
export * from './figures/subject.ts';
export * from './figures/figure.ts';
export * from './measures/fold.store.ts';
export * from './measures/subject.store.ts';
export * from './measures/reported.store.ts';
export * from './plans/plan.ts';
export * from './plans/read.ts';
export * from './reports/report.ts';
export * from './reports/report.store.ts';
export * from './facilities/shortfall.ts';
export * from './facilities/read.ts';
