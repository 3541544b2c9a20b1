import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { EngineState } from './engine-state.ts';

const INTERNAL: readonly string[] = ['INTERNAL_SERVER_ERROR'];

/** Every handler's errors leave as plain data with their message; the stack stays in the log. */
export const implementer = (engine: EngineState) =>
  implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (cause) {
      if (cause instanceof ORPCError && !INTERNAL.includes(cause.code as string)) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      engine.options.log?.(
        `${path.join('.')}: ${cause instanceof Error ? (cause.stack ?? message) : message}`,
      );
      throw new ORPCError('ENGINE', { status: 500, message, cause, data: { call: path.join('.') } });
    }
  });
export type Implementer = ReturnType<typeof implementer>;
