import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPath, contentType, pageHeaders } from '../../shared/page.ts';

const SCHEME = 'app';
const HOST = 'interloper';
export const PAGE_URL = `${SCHEME}://${HOST}/`;

/** Must be called before the app is ready. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

export const servePage = (session: Session, rendererPath: string): void =>
  session.protocol.handle(SCHEME, (request) => answer(request, rendererPath));

async function answer(request: Request, rendererPath: string): Promise<Response> {
  const url = new URL(request.url);
  const path = assetPath(url.pathname);
  if (request.method !== 'GET' || url.host !== HOST || path === null) return refusal(403);
  try {
    const bytes = await readFile(join(rendererPath, path));
    return new Response(new Uint8Array(bytes), {
      headers: { ...pageHeaders(), 'content-type': contentType(path) },
    });
  } catch {
    return refusal(404);
  }
}

const refusal = (status: number): Response => new Response(null, { status, headers: pageHeaders() });
