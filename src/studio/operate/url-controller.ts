/** @file UrlDesk: while a service is served it answers the URL; where that is, and how one calls it from here. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Caller, openCaller, type Reply } from '../../protocol/url-caller'
import { type NoUrl, serveUrl, type UrlServing } from '../../protocol/url-server'
import type { ServingSession } from './serving-session'
import type { OperateState } from './state'

export interface UrlState {
  /** Names that are answered under: the service's, then its models'. */
  readonly names: readonly string[]
  /** With its slash at the end; null while nothing is served, or there is no such place. */
  readonly base: string | null
  /** Why there is no such place. */
  readonly missing: NoUrl | null
}

export interface UrlCall {
  readonly method: 'GET' | 'POST'
  /** Below the base, with its slash. */
  readonly path: string
  readonly body?: string
}

/** Over HTTP and the service worker, as any page does, or straight to the serving worker. */
export type Way = 'url' | 'direct'

export interface UrlDesk {
  readonly store: StoreApi<UrlState>
  call(call: UrlCall, way: Way): Promise<Reply>
}

/** What of the operate desk this stands on. */
export interface UrlHost {
  readonly store: StoreApi<OperateState>
  session(): Pick<ServingSession, 'listen' | 'book'>
}

const NOTHING: UrlState = { names: [], base: null, missing: null }

/** Serves the URL whenever the desk serves. */
export function openUrlDesk(host: UrlHost, serve: typeof serveUrl = serveUrl): UrlDesk {
  const store = createStore<UrlState>(() => NOTHING)
  let serving: UrlServing | undefined
  let direct: Caller | undefined

  function end(): void {
    serving?.stop()
    direct?.close()
    serving = undefined
    direct = undefined
    store.setState(NOTHING, true)
  }
  const namesOf = (service: string) => [
    ...new Set([service, ...host.session().book.versions.map(({ model }) => model)]),
  ]
  function begin(service: string): void {
    end()
    const names = namesOf(service)
    const mine = serve(names, host.session().listen)
    serving = mine
    store.setState({ names })
    void mine.at.then((at) => {
      if (serving === mine) store.setState('base' in at ? { base: at.base } : { missing: at.missing })
    })
  }
  function straight(): Caller {
    if (direct) return direct
    const { port1, port2 } = new MessageChannel()
    host.session().listen(port1)
    direct = openCaller(port2)
    return direct
  }

  host.store.subscribe(({ serving: now, service }, before) => {
    if (now.tag === 'on' && before.serving.tag === 'on' && service !== null && service !== before.service) {
      const names = namesOf(service)
      serving?.rename(names)
      store.setState({ names })
    }
    if (now.tag === before.serving.tag) return
    if (now.tag === 'on' && service !== null) begin(service)
    else if (before.serving.tag === 'on') end()
  })
  return {
    store,
    async call({ method, path, body }, way) {
      const { base } = store.getState()
      if (way === 'direct' || base === null) {
        const reply = await straight().call({ method, path, headers: {}, body: body ?? '' })
        if (!reply) throw new Error('the service was closed')
        return reply
      }
      const answer = await fetch(base + path.slice(1), { method, ...(body === undefined ? {} : { body }) })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    },
  }
}
