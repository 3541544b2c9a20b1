import { createContext, useContext } from 'react';
import type { InterloperHost } from '../../shared/host.ts';
import type { EngineClient } from '../engine-client.ts';

export type Engine = EngineClient;

/** The two doors of the desk: the engine that answers, the host that chooses files. */
export interface Doors {
  engine: Engine;
  host: InterloperHost;
}

const DoorsContext = createContext<Doors | null>(null);
export const DoorsProvider = DoorsContext.Provider;

function useDoors(): Doors {
  const doors = useContext(DoorsContext);
  if (!doors) throw new Error('a view stands outside of DoorsProvider');
  return doors;
}

export const useEngine = (): Engine => useDoors().engine;
export const useHost = (): InterloperHost => useDoors().host;
