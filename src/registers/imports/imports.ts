export * from './sheet.ts';
export * from './column.ts';
export * from './workbook.ts';
export * from './template.ts';
export * from './heading.ts';
export * from './day.ts';
