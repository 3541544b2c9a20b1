export { columnsType } from './shared/columns.ts';
