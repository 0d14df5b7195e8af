// Where the program begins: the first web process loads its modules while this one loads its own (a second less until it serves).
import { readConfig } from './kernel/kernel.ts';
import { startCrew } from './main/crew.ts';

async function run(): Promise<void> {
  const config = readConfig();
  const crew = startCrew(config.webProcesses);
  const { supervise } = await import('./main/supervise.ts');
  await supervise(config, crew);
}

run().catch(async (error: unknown) => {
  const { sayError } = await import('./main/speech.ts');
  await sayError(error);
  process.exit(1);
});
