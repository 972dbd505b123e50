import fs from 'node:fs/promises';
import { net, protocol, type Session } from 'electron';
import { APP_SCHEME, resolveAsset } from './appScheme.ts';
import { contentSecurityPolicy, developmentPolicy } from './contentSecurityPolicy.ts';
import type { Logger } from './logging.ts';

/** Has to be called before the application is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Serves the interface's files, and nothing else, to this session. In a development build (`npm run dev`) they
 * come from Vite's server instead, under the same origin, so that nothing else changes.
 */
export function setupProtocol(session: Session, root: string, log: Logger): void {
  const vite = __DEV__ ? process.env['THREADLINE_INVESTIGATOR_VITE'] : undefined;
  session.protocol.handle(APP_SCHEME, (request) =>
    __DEV__ && vite !== undefined ? fromVite(vite, request.url) : fromFiles(root, request, log),
  );
}

async function fromFiles(root: string, request: Request, log: Logger): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const asset = resolveAsset(root, request.url);
  if (asset === null) {
    log.warn('refused to serve', { url: request.url });
    return refusal(404);
  }
  try {
    return new Response(new Uint8Array(await fs.readFile(asset.file)), { headers: headers(asset.type) });
  } catch (error) {
    log.warn('cannot serve', { url: request.url, error });
    return refusal(404);
  }
}

async function fromVite(server: string, requestUrl: string): Promise<Response> {
  const { pathname, search } = new URL(requestUrl);
  const answer = await net.fetch(`${server}${pathname}${search}`);
  const type = answer.headers.get('Content-Type') ?? 'text/html; charset=utf-8';
  return new Response(answer.body, {
    status: answer.status,
    headers: { ...headers(type), 'Content-Security-Policy': developmentPolicy(server) },
  });
}

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8') });
}
