import type { LogFolder } from '../../shared/host.ts';
import type { CaseFile } from '../../shared/loopback.ts';
import { query, request } from './request.ts';

/** Newest first. */
export const listCases = (): Promise<CaseFile[]> => request<CaseFile[]>('GET', '/cases');

/** A path that no case has yet, in the folder of cases. */
export async function freeCasePath(name: string): Promise<string> {
  const { path } = await request<{ path: string }>('POST', `/cases/free?${query({ name })}`);
  return path;
}

/** The folder of logs on the server's computer, which a page cannot open. */
export async function logFolder(): Promise<LogFolder> {
  const { path } = await request<{ path: string }>('GET', '/logs');
  return { path, opened: false };
}
