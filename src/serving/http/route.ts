/**
 * @file routeOf: finds the route for a URL path. Names are decoded after the path is split, so that a name can contain
 * a slash.
 */
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'

export type Route =
  | { readonly at: 'server' | 'live' | 'ready' | 'metrics' }
  | {
      readonly at: 'model' | 'model-ready' | 'infer'
      readonly name: string
      /** The version as written in the path, which is not necessarily a number. */
      readonly version?: string
    }

/** The HTTP method of each route. */
export const METHOD_OF: Readonly<Record<Route['at'], 'GET' | 'POST'>> = {
  server: 'GET',
  live: 'GET',
  ready: 'GET',
  metrics: 'GET',
  model: 'GET',
  'model-ready': 'GET',
  infer: 'POST',
}

/** Returns the route for a path, or the problem with the path. */
export function routeOf(path: string): Result<Route, Message> {
  const shown = path.slice(0, 200)
  const [bare = ''] = path.split(/[?#]/, 1)
  const parts: string[] = []
  for (const part of bare.split('/').slice(1)) {
    const decoded = decode(part)
    if (decoded === undefined) return fail(message('url-path-escape', { path: shown }))
    parts.push(decoded)
  }
  // Ignore a trailing slash.
  if (parts.at(-1) === '') parts.pop()
  const route = find(parts)
  return route ? ok(route) : fail(message('url-path', { path: shown }))
}

function find([first, second, name, ...rest]: readonly string[]): Route | undefined {
  if (first === 'metrics' && second === undefined) return { at: 'metrics' }
  if (first !== 'v2') return undefined
  if (second === undefined) return { at: 'server' }
  if (name === undefined || name === '') return undefined
  if (second === 'health') {
    return rest.length === 0 && (name === 'live' || name === 'ready') ? { at: name } : undefined
  }
  if (second !== 'models') return undefined
  const [versions, version] = rest
  const versioned = versions === 'versions' && version !== undefined && version !== ''
  const ends = versioned ? rest.slice(2) : rest
  const of = { name, ...(versioned ? { version } : {}) }
  if (ends.length === 0) return { at: 'model', ...of }
  if (ends.length > 1) return undefined
  if (ends[0] === 'ready') return { at: 'model-ready', ...of }
  return ends[0] === 'infer' ? { at: 'infer', ...of } : undefined
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
