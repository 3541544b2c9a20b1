export * from '../../electron/engine/own-files/seed.ts';
