/**
 * @file The side of the service worker that answers the URL. It tracks which pages serve which models and forwards
 * requests to their workers. The browser may stop and restart the service worker at any time; after a restart, the
 * relay asks the pages again.
 */
import { url } from '../messages/en/url'
import { type Caller, openCaller, type PortRequest, type Reply, type WhoServes } from './service-url-messages'

/** What the relay needs from the service worker that it runs in. */
export interface RelayHost {
  /** Posts a message to all open pages. */
  askAll(message: WhoServes): Promise<void>
  /** Whether a page is still open. */
  isOpen(page: string): Promise<boolean>
}

export interface Relay {
  /** Registers the models that a page serves over a port, replacing the page's earlier registration. */
  serves(page: string, names: readonly string[], port: MessagePort): void
  stopped(page: string): void
  answer(request: Omit<PortRequest, 'id'>): Promise<Reply>
}

interface Server {
  readonly page: string
  readonly names: readonly string[]
  readonly caller: Caller
}

/** Maximum number of waiting requests: about ten seconds of work for a perceptron. */
const MOST_WAITING = 2000
/**
 * Timeouts in milliseconds: for pages to register (ASKING), between checks that a page is still open (LOOKING), and in
 * total (PATIENCE).
 */
const ASKING = 700
const LOOKING = 1500
const PATIENCE = 30_000

/** Opens a relay, with no pages registered yet. */
export function openRelay(host: RelayHost): Relay {
  let servers: readonly Server[] = []
  let asking: Promise<void> | undefined
  let onServer: () => void = () => undefined

  function drop(gone: (server: Server) => boolean): void {
    for (const server of servers.filter(gone)) server.caller.close()
    servers = servers.filter((server) => !gone(server))
  }
  /**
   * Asks the pages which of them serve models, once for all waiting requests; resolves when a page registers or the
   * time is up.
   */
  function ask(): Promise<void> {
    asking ??= (async () => {
      const answered = new Promise<void>((resolve) => {
        onServer = resolve
      })
      await host.askAll({ netloom: 'who serves' })
      await Promise.race([answered, after(ASKING)])
      asking = undefined
    })()
    return asking
  }
  /** The newest page that serves the model in the path; if no page serves a model of that name, the newest page. */
  function serverOf(path: string): Server | undefined {
    const name = nameIn(path)
    return servers.findLast(({ names }) => name !== undefined && names.includes(name)) ?? servers.at(-1)
  }

  return {
    serves(page, names, port) {
      // When a page registers again, under a new name or after a restart of the service worker, its old connection
      // still answers pending requests.
      for (const server of servers) if (server.page === page) server.caller.retire()
      servers = servers.filter((server) => server.page !== page)
      const server: Server = { page, names, caller: openCaller(port, () => drop((one) => one === server)) }
      servers = [...servers, server]
      onServer()
    },
    stopped(page) {
      drop((server) => server.page === page)
    },
    async answer(request) {
      for (let tries = 0; tries < 2; tries++) {
        if (!serverOf(request.path)) await ask()
        const server = serverOf(request.path)
        if (!server) return refused(503, 'url-nobody', url['url-nobody']({}))
        const waiting = server.caller.waiting()
        if (waiting >= MOST_WAITING) return refused(429, 'url-busy', url['url-busy']({ waiting }))
        // If the page is gone, send the request once more, to another page if there is one.
        const reply = await replyOrSilence(server.caller.call(request), () => host.isOpen(server.page))
        if (reply === 'silent') {
          return refused(503, 'url-silent', url['url-silent']({ seconds: PATIENCE / 1000 }))
        }
        if (reply) return reply
        drop((one) => one === server)
      }
      return refused(503, 'url-nobody', url['url-nobody']({}))
    },
  }
}

/** The reply; undefined if the page is gone, 'silent' if it is open but does not reply. */
async function replyOrSilence(
  reply: Promise<Reply | undefined>,
  isOpen: () => Promise<boolean>,
): Promise<Reply | undefined | 'silent'> {
  for (let waited = 0; waited < PATIENCE; waited += LOOKING) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, LOOKING, 'late')
    })
    const first = await Promise.race([reply, late])
    clearTimeout(timer)
    if (first !== 'late') return first
    if (!(await isOpen())) return undefined
  }
  return 'silent'
}

/** A promise that resolves after this many milliseconds. */
function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function nameIn(path: string): string | undefined {
  const name = /^\/v2\/models\/([^/?#]+)/.exec(path)?.[1]
  try {
    return name === undefined ? undefined : decodeURIComponent(name)
  } catch {
    return undefined
  }
}

function refused(status: number, code: string, error: string): Reply {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '1' }
  return { status, headers, body: JSON.stringify({ error, code }) }
}

// Handles the service's URL in the service worker: which requests belong to it, and how a reply becomes a Response.

/** The path relative to the scope, with a leading slash, if it belongs to the service's URL; else undefined. */
export function urlPath(address: string, scope: string): string | undefined {
  if (!address.startsWith(scope)) return undefined
  const path = `/${address.slice(scope.length)}`
  return /^\/(v2|metrics)([/?]|$)/.test(path) ? path : undefined
}

/** The headers that say how to read a body. */
const BODY_HEADERS = ['content-type', 'content-encoding'] as const

/** Forwards a request and waits for its reply. */
export async function passOn(relay: Relay, request: Request, path: string): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer())
  const headers = Object.fromEntries(
    BODY_HEADERS.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const reply = await relay.answer({ method: request.method, path, headers, body })
  const { status, body: text } = reply
  return new Response(streamOf(text), { status, headers: reply.headers })
}

const UTF8 = new TextEncoder()

/**
 * The text as a byte stream. Chromium turns a plain string into a Blob, whose bytes take an extra round trip through
 * the browser process, which costs a third of the throughput.
 */
function streamOf(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      // Byte streams do not accept an empty chunk.
      if (text !== '') controller.enqueue(UTF8.encode(text))
      controller.close()
    },
  })
}
