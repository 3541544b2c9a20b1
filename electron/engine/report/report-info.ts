import type { EngineState } from '../engine-state.ts';
import { dataFiles } from '../enrich/index.ts';
import type { Redactor } from '../redact/redactor.ts';
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

/** The same for a redacted export, which says so. */
export function redactedInfo<T extends ExportContext['info']>(info: T, redactor: Redactor): T {
  const text = (value: string | null) => (value === null ? null : redactor.text(value));
  const { name, examiner, reference } = info.case;
  return {
    ...info,
    case: { ...info.case, name: redactor.text(name), examiner: text(examiner), reference: text(reference) },
    data: info.data.map((one) => ({ ...one, name: text(one.name) })),
    redacted: redactor.chosen,
  };
}
