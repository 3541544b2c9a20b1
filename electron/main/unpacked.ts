import { sep } from 'node:path';

/** Where the packaged program keeps a file of its archive that must be a file of its own; elsewhere the path itself. */
export const unpacked = (path: string): string => path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
