import { useMutation } from '@tanstack/react-query';
import type { EvidenceInput } from '../../shared/contract.ts';
import { useEnterCase } from '../app/case.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { startFirstTour } from '../tour/tour.ts';

export interface NewCase {
  path: string;
  name: string;
  examiner: string;
  reference: string;
  /** IANA name of the zone in which times are shown. */
  zone: string;
  /** Dropped before the case was there: imported into it at once. */
  waiting: EvidenceInput[];
}

export function useCreateCase() {
  const engine = useEngine();
  const enter = useEnterCase();
  return useMutation({
    mutationFn: async ({ path, name, examiner, reference, zone, waiting }: NewCase) => {
      const info = await engine.case.create({
        path,
        name,
        ...(examiner ? { examiner } : {}),
        ...(reference ? { reference } : {}),
        time_zone: zone,
      });
      if (waiting.length > 0) await engine.evidence.import({ inputs: waiting });
      return info;
    },
    onSuccess: (info) => enter(info, 'evidence'),
    onError: tellProblem,
  });
}

export function useOpenCase() {
  const engine = useEngine();
  const enter = useEnterCase();
  return useMutation({
    mutationFn: (path: string) => engine.case.open({ path }),
    onSuccess: (info) => enter(info, 'overview'),
    onError: tellProblem,
  });
}

interface BundleAsked {
  path: string;
  /** Where the new case is to be. */
  casePath: string;
  /** Where evidence is that the bundle does not hold. */
  evidence: string;
  password: string;
}

/** Checks a bundle and makes its case, which is open then; where it is damaged or something is missing, none is. */
export function useOpenBundle() {
  const engine = useEngine();
  return useMutation({
    mutationFn: ({ path, casePath, evidence, password }: BundleAsked) =>
      engine.bundle.open({
        path,
        case: casePath,
        ...(evidence === '' ? {} : { evidence }),
        ...(password === '' ? {} : { passwords: [password] }),
      }),
    onError: tellProblem,
  });
}

/** The way into the case that a bundle made. */
export function useEnterBundle(): () => Promise<void> {
  const engine = useEngine();
  const enter = useEnterCase();
  return async () => {
    const info = await engine.case.info({});
    if (info) enter(info, 'overview');
  };
}

const SAMPLE_NAME = 'sample';

export function useOpenSample() {
  const engine = useEngine();
  const host = useHost();
  const enter = useEnterCase();
  return useMutation({
    mutationFn: async () => engine.case.sample({ path: await host.defaultCasePath(SAMPLE_NAME) }),
    onSuccess: (info) => {
      enter(info, 'overview');
      startFirstTour();
    },
    onError: tellProblem,
  });
}
