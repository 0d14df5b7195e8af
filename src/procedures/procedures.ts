// The door of the procedures. Each noun adds its lines.
export * from './forms/field.ts';
export * from './definitions/definition.ts';
export * from './definitions/check.ts';
export * from './definitions/catalogue.ts';
export * from './cases/case.ts';
export * from './cases/number.ts';
export * from './cases/deadline.ts';
export * from './cases/transition.ts';
export * from './cases/case.store.ts';
export * from './cases/list.store.ts';
export * from './cases/commands.ts';
export * from './consultations/consultation.store.ts';
export * from './notices/notice.store.ts';
export * from './attachments/attachment.ts';
export * from './attachments/attachment.store.ts';
export * from './drafts/draft.store.ts';
export * from './ratings/rating.ts';
