import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

/** What is known of an address; asked once until a job has changed the case. */
export function useAddressAbout(address: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['about', 'address', address],
    queryFn: ({ signal }) => engine.addresses.about({ address }, { signal }),
    staleTime: Infinity,
  });
}

export function useClientAbout(client: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['about', 'client', client],
    queryFn: ({ signal }) => engine.clients.about({ client }, { signal }),
    staleTime: Infinity,
  });
}
