import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../shared/contract.ts';
import type { InterloperHost } from '../shared/host.ts';

export type EngineClient = ContractRouterClient<Contract>;

/** The one door to the engine. `onLost` is called when the line ends; calls under way then reject. */
export async function connectEngine(
  host: InterloperHost,
  onLost: () => void = () => undefined,
): Promise<EngineClient> {
  const line = await host.connect();
  line.on('close', onLost);
  return createORPCClient(new RPCLink({ port: line }));
}
