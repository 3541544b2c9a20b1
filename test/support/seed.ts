export * from '../../electron/engine/own-hunts/seed.ts';
