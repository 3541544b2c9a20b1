import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPath, contentType, pageHeaders } from '../../shared/page.ts';
import type { Door } from './door.ts';
import type { Exports } from './exports.ts';
import type { Folders } from './folders.ts';
import { discard, receive } from './uploads.ts';

export interface Site {
  door: Door;
  folders: Folders;
  exports: Exports;
  rendererPath: string;
}

/** Thrown where a request is answered with this status and one line of text. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const NEEDS_LINK = 'Open the link that Interloper printed in its terminal; press Enter there for a new one.';

/** Answers one request; whatever goes wrong becomes a status and a line of text. */
export async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host } = site.door;
  for (const [name, value] of Object.entries(pageHeaders([`ws://${host}`]))) response.setHeader(name, value);
  try {
    await route(site, request, response);
  } catch (cause) {
    const status = cause instanceof Refusal ? cause.status : 500;
    if (response.headersSent) return void response.destroy();
    // What of an upload was not read would be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close');
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end((cause as Error).message);
  }
}

async function route(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { door, folders, exports } = site;
  const method = request.method ?? '';
  if (!door.isOurs(request.headers, method !== 'GET')) throw new Refusal(403, 'not from this page');
  const url = targetOf(request, door.origin);
  const ticket = url.searchParams.get('token');
  if (ticket !== null) return admit(door, ticket, response);
  if (!door.knows(request.headers)) throw new Refusal(401, NEEDS_LINK);
  const value = (name: string) => url.searchParams.get(name) ?? '';
  switch (`${method} ${url.pathname}`) {
    case 'GET /cases':
      return json(response, folders.listCases());
    case 'POST /cases/free':
      return json(response, { path: folders.freeCasePath(value('name')) });
    case 'GET /logs':
      return json(response, { path: folders.logs });
    case 'POST /uploads':
      return json(response, await receive(request, folders.uploads, value('name')));
    case 'POST /exports':
      return json(response, { path: exports.newPath() });
    case 'GET /exports':
      return exports.send(value('path'), value('name'), response);
    case 'DELETE /exports':
      return json(response, await exports.discard(value('path')));
    case 'DELETE /uploads':
      return json(response, await discard(folders.uploads, value('path')));
  }
  if (method !== 'GET') throw new Refusal(404, `no such call: ${method} ${url.pathname}`);
  await page(site, url.pathname, response);
}

/** What was asked for. Joined, not resolved: `//name` would name another host. */
function targetOf(request: IncomingMessage, origin: string): URL {
  const path = request.url ?? '';
  if (!path.startsWith('/') || !URL.canParse(origin + path)) throw new Refusal(400, 'not a path');
  return new URL(origin + path);
}

function admit(door: Door, ticket: string, response: ServerResponse): void {
  const cookie = door.admit(ticket);
  if (cookie === null) throw new Refusal(403, `This link is wrong or was used before. ${NEEDS_LINK}`);
  response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

async function page(site: Site, urlPath: string, response: ServerResponse): Promise<void> {
  const path = assetPath(urlPath);
  if (path === null) throw new Refusal(403, 'no such file');
  const bytes = await readFile(join(site.rendererPath, path)).catch(() => {
    throw new Refusal(404, `no such file: ${path}`);
  });
  response.writeHead(200, { 'content-type': contentType(path) }).end(bytes);
}
