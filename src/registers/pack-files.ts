import { roleFile } from './accounts/role-check.ts';
import { staffFile } from './accounts/staff-check.ts';
import { declaredRegisters } from './declared.ts';
import { ledgerFile } from './ledgers/ledger-check.ts';
import { calendarFile, holidayFile } from './packs/calendar-check.ts';
import { codeFiles } from './packs/codes-check.ts';
import { manifestFile } from './packs/manifest-check.ts';
import { parameterFile } from './packs/parameter-check.ts';
import type { FileKind } from './packs/shelf.ts';
import { textFiles } from './packs/texts-check.ts';
import { peopleFile } from './people/person-check.ts';
import { personRecord } from './people/person-record.ts';
import { populationFile } from './populations/population-check.ts';
import { recordsFile } from './privacy/record-check.ts';
import { proposalsFile } from './proposals/proposal-check.ts';
import { outlineFiles } from './regions/outline-check.ts';
import { inventedRegionFile, regionChanges, regionLists } from './regions/region-check.ts';
import { registerEntryFiles, registerWordFiles } from './register/check.ts';
import { unitFile } from './units/unit-check.ts';
import { visitsFile } from './visits/visit-check.ts';
import { sheetFiles, sheetWordsFile } from './workbooks/sheet-check.ts';

/** The files of a pack that the registers answer for. */
export const registerFiles: readonly FileKind[] = [
  registerWordFiles([...declaredRegisters, personRecord]),
  registerEntryFiles(declaredRegisters),
  sheetWordsFile,
  sheetFiles,
  manifestFile,
  parameterFile,
  calendarFile,
  holidayFile,
  codeFiles,
  textFiles,
  roleFile,
  unitFile,
  staffFile,
  recordsFile,
  proposalsFile,
  visitsFile,
  inventedRegionFile,
  regionLists,
  regionChanges,
  outlineFiles,
  peopleFile,
  ledgerFile,
  populationFile,
];
