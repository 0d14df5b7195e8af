export * from './column.ts';
export * from './day.ts';
export * from './heading.ts';
export * from './sheet.ts';
export * from './template.ts';
export * from './workbook.ts';
