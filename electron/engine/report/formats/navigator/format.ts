import type { ReportedFinding } from '../../../../../shared/report.ts';
import { jsonText, shownText } from '../../escapes.ts';
import type { ReportInfo } from '../../json-report.ts';
import { redactionNote } from '../../redaction-note.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { isTechnique } from '../../techniques.ts';
import type { ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'navigator',
  title: 'ATT&CK Navigator layer',
  purpose:
    'The techniques that findings point to, scored by the strongest, to be opened in MITRE ATT&CK Navigator.',
  files: 'one',
  extension: '.json',
  options: [],
  redactable: true,
  write: ({ desk, info }, out) =>
    out.file('', async (write) => {
      const techniques = new Map<string, Technique>();
      for await (const finding of reportedFindings(desk, info.readers))
        if (finding.muted === null) count(techniques, finding);
      await write(`${jsonText(layer(info, [...techniques.values()]))}\n`);
    }),
};

interface Technique {
  id: string;
  score: number;
  findings: number;
  /** By id: title and number of findings. */
  hunts: Map<string, { title: string; findings: number }>;
}

function count(techniques: Map<string, Technique>, { attack, score, hunt, title }: ReportedFinding): void {
  for (const id of attack.filter(isTechnique)) {
    const one = techniques.get(id) ?? { id, score: 0, findings: 0, hunts: new Map<string, never>() };
    const of = one.hunts.get(hunt) ?? { title, findings: 0 };
    one.hunts.set(hunt, { title: of.title, findings: of.findings + 1 });
    techniques.set(id, { ...one, score: Math.max(one.score, score), findings: one.findings + 1 });
  }
}

const DESCRIPTION =
  'Techniques that the findings of Interloper point to. The score is that of the strongest finding.';
const LEAST_MAXIMUM = 100;

/** Version 4.5. Without a tactic a technique is marked under each that it belongs to. */
const layer = ({ case: { name }, redacted }: ReportInfo, techniques: readonly Technique[]) => ({
  name: shownText(name),
  versions: { navigator: '5.1.0', layer: '4.5' },
  domain: 'enterprise-attack',
  description: [DESCRIPTION, redactionNote(redacted)].filter((part) => part !== null).join(' '),
  sorting: 3,
  layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
  techniques: techniques.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(annotated),
  gradient: {
    colors: ['#fff3c4', '#d9480f'],
    minValue: 0,
    maxValue: Math.max(LEAST_MAXIMUM, ...techniques.map(({ score }) => score)),
  },
});

const annotated = ({ id, score, findings, hunts }: Technique) => ({
  techniqueID: id,
  score,
  comment: `${findings} ${findings === 1 ? 'finding' : 'findings'}`,
  enabled: true,
  metadata: [...hunts.values()]
    .map(({ title, findings: own }) => ({ name: shownText(title), value: String(own) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
});
