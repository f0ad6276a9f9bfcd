/**
 * @file openRelay: the service worker's part of the URL. It knows which pages serve which names and hands requests to their workers. It
 * may be ended and started at any time, and then asks the pages again.
 */
import { url } from '../messages/en/url'
import { type Caller, openCaller, type Reply } from './url-caller'
import type { PortRequest, WhoServes } from './url-messages'

/** What the relay needs of the service worker it is in. */
export interface RelayHost {
  /** Tells every open page. */
  askAll(message: WhoServes): Promise<void>
  /** Whether a page is still open. */
  isOpen(page: string): Promise<boolean>
}

export interface Relay {
  /** A page serves these names behind a port. What it served before, it serves no more. */
  serves(page: string, names: readonly string[], port: MessagePort): void
  stopped(page: string): void
  answer(request: Omit<PortRequest, 'id'>): Promise<Reply>
}

interface Server {
  readonly page: string
  readonly names: readonly string[]
  readonly caller: Caller
}

/** Requests that wait at most: ten seconds of a perceptron. */
const MOST_WAITING = 2000
/** Milliseconds: for pages to say that they serve, before one looks whether the page that was asked is still there, and at most. */
const ASKING = 700
const LOOKING = 1500
const PATIENCE = 30_000

/** The relay, before any page serves. */
export function openRelay(host: RelayHost): Relay {
  let servers: readonly Server[] = []
  let asking: Promise<void> | undefined
  let heard: () => void = () => undefined

  function drop(gone: (server: Server) => boolean): void {
    for (const server of servers.filter(gone)) server.caller.close()
    servers = servers.filter((server) => !gone(server))
  }
  /** Asks the pages, once for all that wait; resolves when one serves, or none has said so in time. */
  function ask(): Promise<void> {
    asking ??= (async () => {
      const answered = new Promise<void>((resolve) => {
        heard = resolve
      })
      await host.askAll({ netloom: 'who serves' })
      await Promise.race([answered, after(ASKING)])
      asking = undefined
    })()
    return asking
  }
  /** The newest page that serves the name; where the path has none, the newest of all. */
  function serverOf(path: string): Server | undefined {
    const name = nameIn(path)
    return servers.findLast(({ names }) => name !== undefined && names.includes(name)) ?? servers.at(-1)
  }

  return {
    serves(page, names, port) {
      // A page that serves anew, by another name or to a service worker that is new to it, still answers what is on its way.
      for (const server of servers) if (server.page === page) server.caller.retire()
      servers = servers.filter((server) => server.page !== page)
      const server: Server = { page, names, caller: openCaller(port, () => drop((one) => one === server)) }
      servers = [...servers, server]
      heard()
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
        // A page that is gone keeps nobody waiting: the other page that may be there is sent the same.
        const reply = await patiently(server.caller.call(request), () => host.isOpen(server.page))
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

/** The reply; undefined when the page is gone, 'silent' when it is there and says nothing. */
async function patiently(
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

/** Resolves after so many milliseconds. */
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
