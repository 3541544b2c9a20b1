import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AboutEntity } from '../../shared/about-entity.ts';
import type { MuteInput } from '../../shared/contract.ts';
import type { Severity } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { usePaged } from '../parts/paged.ts';

export interface FindingsChoice {
  hunt: string | undefined;
  /** All where none is chosen. */
  severities: readonly Severity[];
  muted: 'with' | 'without';
  /** Of all where there is none. */
  about: AboutEntity | undefined;
}

/** Findings by rank (the engine gives them in that order). */
export function useFindings({ hunt, severities, muted, about }: FindingsChoice) {
  const engine = useEngine();
  return usePaged({
    queryKey: ['findings', 'list', hunt ?? null, severities, muted, about ?? null],
    ask: (page, options) =>
      engine.findings.list(
        {
          ...(hunt ? { hunt } : {}),
          ...(about ? { about } : {}),
          severities: [...severities],
          muted,
          ...page,
        },
        options,
      ),
    itemsOf: ({ findings }) => findings,
  });
}

export function useFinding(findingId: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['findings', 'one', findingId],
    queryFn: ({ signal }) => engine.findings.get({ finding_id: findingId }, { signal }),
    retry: false,
  });
}

/** What hangs on findings and verdicts. */
export const CONCLUSIONS = [
  'hunts',
  'findings',
  'incidents',
  'overview',
  'entity',
  'verdicts',
  'mutes',
  'audit',
];

function useConclusionsChanged() {
  const queries = useQueryClient();
  return () => {
    for (const key of CONCLUSIONS) void queries.invalidateQueries({ queryKey: [key] });
  };
}

export function useMute() {
  const engine = useEngine();
  const changed = useConclusionsChanged();
  return useMutation({
    mutationFn: (input: MuteInput) => engine.findings.mute(input),
    onSuccess: changed,
    onError: tellProblem,
  });
}

export function useUnmute() {
  const engine = useEngine();
  const changed = useConclusionsChanged();
  return useMutation({
    mutationFn: (mute_id: string) => engine.findings.unmute({ mute_id }),
    onSuccess: changed,
    onError: tellProblem,
  });
}

export function useMutes() {
  const engine = useEngine();
  return useQuery({ queryKey: ['mutes'], queryFn: ({ signal }) => engine.findings.mutes({}, { signal }) });
}
