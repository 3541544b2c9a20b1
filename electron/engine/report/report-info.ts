import type { EngineState } from '../engine-state.ts';
import { dataFiles } from '../enrich/index.ts';
import type { ExportContext } from './formats/definition.ts';

/** What every report says of the program, the case and the data. */
export async function reportInfo(engine: EngineState): Promise<ExportContext['info']> {
  return {
    tool: { name: 'Interloper', version: engine.options.toolVersion },
    case: engine.case.info,
    data: await dataFiles(engine.desk, engine.options),
    readers: engine.readers,
  };
}
