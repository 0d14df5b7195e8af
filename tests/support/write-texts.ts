// npm run texts: writes docs/texts.csv, the texts the program says and the placeholders it fills in each.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { textsFile } from '../../src/main/asked.ts';
import { allTexts } from '../../src/registers/registers.ts';
import { askedTexts, listTexts } from './texts-asked.ts';

writeFileSync(textsFile, listTexts(askedTexts(resolve(import.meta.dirname, '../..')), allTexts()).content);
