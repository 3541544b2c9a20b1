import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Two test files run side by side, as many as a small machine has processors: engines within them that each took all of those would only
 * wait for one another. Tests of what several threads may disturb ask for them.
 */
os.availableParallelism = () => 1;
syncBuiltinESMExports();

/**
 * For the memory that an engine keeps and uses again DuckDB reserves addresses for nearly as much as the computer has. The app has one
 * engine in a process; a test file has many, and where the system has put two such stretches side by side it starts no process any more
 * (ENOMEM), since it would have to promise the whole of it.
 */
const create = DuckDBInstance.create.bind(DuckDBInstance);
DuckDBInstance.create = (path, options) => create(path, { ...options, block_allocator_memory: '0B' });
