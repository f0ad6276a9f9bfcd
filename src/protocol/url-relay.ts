/**
 * @file openRelay: the service worker's side of the URL. It knows which pages serve which models and forwards requests
 * to their workers. The browser may stop and restart it at any time; then it asks the pages again.
 */
import { url } from '../messages/en/url'
import { type Caller, openCaller, type Reply } from './url-caller'
import type { PortRequest, WhoServes } from './url-messages'

/** What the relay needs from its service worker. */
export interface RelayHost {
  /** Posts a message to every open page. */
  askAll(message: WhoServes): Promise<void>
  /** Whether a page is still open. */
  isOpen(page: string): Promise<boolean>
}

export interface Relay {
  /** Registers the models that a page serves behind a port, in place of its earlier ones. */
  serves(page: string, names: readonly string[], port: MessagePort): void
  stopped(page: string): void
  answer(request: Omit<PortRequest, 'id'>): Promise<Reply>
}

interface Server {
  readonly page: string
  readonly names: readonly string[]
  readonly caller: Caller
}

/** The most requests that may wait: about ten seconds of work for a perceptron. */
const MOST_WAITING = 2000
/** Milliseconds: to wait for pages to register, between checks that the page is still open, and to wait in total. */
const ASKING = 700
const LOOKING = 1500
const PATIENCE = 30_000

/** A relay without pages. */
export function openRelay(host: RelayHost): Relay {
  let servers: readonly Server[] = []
  let asking: Promise<void> | undefined
  let onServer: () => void = () => undefined

  function drop(gone: (server: Server) => boolean): void {
    for (const server of servers.filter(gone)) server.caller.close()
    servers = servers.filter((server) => !gone(server))
  }
  /** Asks the pages, once for all waiting requests; resolves when one registers or the time is up. */
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
  /** The newest page that serves the model; if the path names none of theirs, the newest page. */
  function serverOf(path: string): Server | undefined {
    const name = nameIn(path)
    return servers.findLast(({ names }) => name !== undefined && names.includes(name)) ?? servers.at(-1)
  }

  return {
    serves(page, names, port) {
      // A page that registers again, under a new name or with a restarted service worker, still answers its pending
      // requests.
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
        // If the page is gone, the request is sent once more, to another page if there is one.
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

/** The reply; undefined when the page is gone, 'silent' when it is open but does not reply. */
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

/** Resolves after this many milliseconds. */
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
