import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Two test files run side by side, as many as a small machine has processors: engines within them that each took all of those would only
 * wait for one another. Tests of what several threads may disturb ask for them.
 */
os.availableParallelism = () => 1;
syncBuiltinESMExports();
