import type { AlertsPage, TreeWay } from '../../shared/contract.ts';
import type {
  EventRef,
  GivenAnswer,
  OwnStep,
  OwnVerdict,
  Row,
  Verdict,
  VerdictChange,
  VerdictName,
} from '../../shared/model.ts';
import { holding } from '../../shared/model.ts';
import type { Engine } from '../app/engine-context.ts';
import { FINDINGS, TREE, VERDICTS } from './fake-story.ts';

const soon = async <T>(value: T): Promise<T> => {
  await Promise.resolve();
  return value;
};

type Given = readonly GivenAnswer[];

/** The way through the drawn tree: as given, else as the verdict has it, else not known. */
export function fakeOwn(verdict: Verdict, given: Given): OwnVerdict | null {
  const path: OwnStep[] = [];
  let next = TREE.root;
  for (;;) {
    const question = TREE.questions.find((each) => each.id === next);
    if (!question) break;
    const own = given.find((each) => each.question === question.id);
    const known = verdict.path.find((each) => each.question === question.id);
    const answer = own?.answer ?? known?.answer ?? 'unknown';
    const branch = question.answers.find((each) => each.answer === answer);
    if (!branch) break;
    path.push({
      question: question.id,
      text: question.text,
      answer,
      reason: own?.reason ?? known?.reason ?? 'No log tells.',
      points: branch.points,
      missing: null,
      events: known?.events ?? [],
      given: own !== undefined,
    });
    next = branch.next;
  }
  const end = TREE.verdicts.find((each) => `verdict:${each.id}` === next);
  if (!end || !path.some((step) => step.given)) return null;
  const score = path.reduce((sum, step) => sum + step.points, 10);
  return { verdict: end.verdict, reason: end.reason, score, confidence: 'high', path, missing: [] };
}

/** The first verdict, as one that an analyst's pick reached. */
export const fakeCompare: Engine['trees']['compare'] = ({ sessions: [one, other], reason }) => {
  const [verdict] = VERDICTS;
  const places = [one, other].map((each) => ('record' in each ? each : { evidence_id: 1, record: 1 }));
  const sessions = places.sort((a, b) => a.record - b.record) as [EventRef, EventRef];
  const picked = {
    pick_id: 'p-1',
    sessions,
    reason,
    author: 'tess',
    written_at: '2024-05-20T10:00:00.000000Z',
  };
  if (!verdict) throw new Error('no verdict');
  return soon({ ...verdict, picked });
};

const answered = (verdict: Verdict, given: Given): Verdict => {
  const own = fakeOwn(verdict, given);
  const taken = (answer: GivenAnswer) => own?.path.some((step) => step.question === answer.question) ?? false;
  return { ...verdict, own, answers: given.map((answer) => ({ ...answer, taken: taken(answer) })) };
};

export const CHANGES: readonly VerdictChange[] = [
  {
    verdict_id: 'v-2',
    tree: TREE.id,
    title: TREE.title,
    subject: { kind: 'session', value: 'AROAEXAMPLEBATCH:i-0fedcba9876543210' },
    alert: null,
    before: { verdict: 'suspicious', score: 55, confidence: 'low', own: null },
    now: { verdict: 'inconclusive', score: 35, confidence: 'low', own: { verdict: 'benign', score: 5 } },
    answers: [
      { question: 'regions', text: TREE.questions[4]?.text ?? '', before: 'yes', now: 'unknown' },
      { question: 'explained', text: TREE.questions[5]?.text ?? '', before: null, now: 'unknown' },
    ],
  },
  {
    verdict_id: null,
    tree: TREE.id,
    title: TREE.title,
    subject: { kind: 'session', value: 'AROAEXAMPLEGONE:i-0123' },
    alert: 'GuardDuty',
    before: { verdict: 'benign', score: 5, confidence: 'high', own: null },
    now: null,
    answers: [],
  },
];

function waysOf(verdicts: readonly Verdict[]): TreeWay[] {
  const steps = verdicts.flatMap((verdict) => verdict.path);
  const keys = new Set(steps.map(({ question, answer }) => JSON.stringify([question, answer])));
  return [...keys].map((key) => {
    const [question, answer] = JSON.parse(key) as [string, string];
    const same = steps.filter((step) => step.question === question && step.answer === answer);
    return { question, answer, subjects: same.length };
  });
}

/** Verdicts whose answers can be given and taken back. */
export function fakeVerdicts(rowsOf: (refs: readonly { record: number }[]) => Row[]): Engine['verdicts'] {
  let verdicts = [...VERDICTS];
  const find = (id: string) => {
    const verdict = verdicts.find((each) => each.verdict_id === id);
    return verdict ? soon(verdict) : Promise.reject(new Error(`no verdict ${id}`));
  };
  const change = async (id: string, question: string, further: Given) => {
    const verdict = await find(id);
    const others = verdict.answers.filter((each) => each.question !== question);
    const changed = answered(verdict, [...others, ...further]);
    verdicts = verdicts.map((each) => (each.verdict_id === id ? changed : each));
    return changed;
  };
  return {
    list: ({ only = [] }) => {
      const counts: Partial<Record<VerdictName, number>> = {};
      for (const one of verdicts) counts[holding(one).verdict] = (counts[holding(one).verdict] ?? 0) + 1;
      const listed = verdicts.filter((one) => only.length === 0 || only.includes(holding(one).verdict));
      return soon({ total: listed.length, verdicts: listed, counts });
    },
    get: async ({ verdict_id }) => {
      const verdict = await find(verdict_id);
      const steps = [...verdict.path, ...(verdict.own?.path ?? [])];
      return {
        verdict,
        tree: TREE,
        ways: waysOf(verdicts),
        events: rowsOf(steps.flatMap((step) => step.events)),
      };
    },
    answer: ({ verdict_id, ...given }) => {
      const told = { author: 'R. Tanaka', written_at: '2024-05-20T09:00:00.000000Z', taken: true };
      return change(verdict_id, given.question, [{ ...given, ...told }]);
    },
    unanswer: ({ verdict_id, question }) => change(verdict_id, question, []),
    changes: () => soon({ total: CHANGES.length, changes: [...CHANGES] }),
    run: () => soon({ total: 0, changes: [] }),
  };
}

export const fakeAlerts = (events: Row[]): AlertsPage => ({
  alerts: 9,
  without_tree: 6,
  groups_total: 2,
  groups: [
    {
      event_dataset: 'cyren.email',
      rule_name: 'Malicious URL',
      alerts: 5,
      first_timestamp: '2024-05-06T00:00:00.000000Z',
      last_timestamp: '2024-05-07T00:00:00.000000Z',
      events,
      findings: FINDINGS.slice(0, 1),
      findings_total: 1,
    },
    {
      event_dataset: 'cef',
      rule_name: null,
      alerts: 1,
      first_timestamp: '2024-05-08T00:00:00.000000Z',
      last_timestamp: '2024-05-08T00:00:00.000000Z',
      events: events.slice(0, 1),
      findings: [],
      findings_total: 0,
    },
  ],
});
