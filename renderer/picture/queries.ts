import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { tellProblem } from '../app/messages.tsx';
import { redactOf } from '../export/redaction.ts';

export function usePictures() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['pictures'],
    queryFn: ({ signal }) => engine.pictures.list({}, { signal }),
  });
}

/** The file of a picture, which never changes. */
export function usePictureFile(picture: number, sha256: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['picture', picture, sha256],
    queryFn: async ({ signal }) => bytesOf((await engine.pictures.get({ picture }, { signal })).base64),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function useChange<T>(change: (input: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [first] }) => first === 'pictures' || first === 'audit',
      }),
    onError: tellProblem,
  });
}

export function useKeepPicture() {
  const engine = useEngine();
  return useChange(
    ({ title, png, redact }: { title: string; png: Uint8Array; redact: readonly Redaction[] }) =>
      engine.pictures.keep({ title, base64: base64Of(png), ...redactOf(redact) }),
  );
}

export function useRemovePicture() {
  const engine = useEngine();
  return useChange((picture: number) => engine.pictures.remove({ picture }));
}

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(pieces.join(''));
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
