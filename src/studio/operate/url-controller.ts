/** @file URL controller: makes a running service available at a URL, and calls it from the page. */
import { type Caller, openCaller, type Reply } from '../../protocol/service-url-messages'
import { serveUrl, type UrlServing } from '../../protocol/service-url-page'
import type { ServingClient } from '../../protocol/serving-client'
import { sliceOf } from '../state-slice'
import { modelsNamed } from './service-start'
import { INITIAL_OPERATE, type OperateHost } from './state'

export interface UrlCall {
  readonly method: 'GET' | 'POST'
  /** The path below the base URL, with a leading slash. */
  readonly path: string
  readonly body?: string
}

/** `url`: over HTTP and the service worker, as from any page. `direct`: straight to the serving worker. */
export const CALL_ROUTES = ['url', 'direct'] as const
export type CallRoute = (typeof CALL_ROUTES)[number]

export interface UrlController {
  call(call: UrlCall, way: CallRoute): Promise<Reply>
}

/** What the URL controller needs of the Operate controller. */
interface UrlHost extends Pick<OperateHost, 'store'> {
  session(): Pick<ServingClient, 'listen'>
}

/** Opens the controller: the URL is available whenever the service is running. */
export function openUrlController(host: UrlHost, serve: typeof serveUrl = serveUrl): UrlController {
  const store = sliceOf(host.store, 'url')
  let serving: UrlServing | undefined
  let direct: Caller | undefined

  function end(): void {
    serving?.stop()
    direct?.close()
    serving = undefined
    direct = undefined
    store.setState(INITIAL_OPERATE.url)
  }
  /** The models of the diagram; a model that a scenario deploys answers under their names. */
  const namesOf = (service: string) => {
    const { served } = host.store.getState()
    return [...new Set([service, ...(served ? modelsNamed(served) : [])])]
  }
  function begin(service: string): void {
    end()
    const names = namesOf(service)
    const started = serve(names, host.session().listen)
    serving = started
    store.setState({ names })
    void started.at.then((at) => {
      if (serving === started) store.setState('base' in at ? { base: at.base } : { missing: at.missing })
    })
  }
  function straight(): Caller {
    if (direct) return direct
    const { port1, port2 } = new MessageChannel()
    host.session().listen(port1)
    direct = openCaller(port2)
    return direct
  }

  host.store.subscribe(({ serving: now, service, served }, before) => {
    const isChanged = service !== before.service || served !== before.served
    if (now.tag === 'on' && before.serving.tag === 'on' && service !== null && isChanged) {
      const names = namesOf(service)
      if (names.join('\n') !== store.getState().names.join('\n')) {
        serving?.rename(names)
        store.setState({ names })
      }
    }
    if (now.tag === before.serving.tag) return
    if (now.tag === 'on' && service !== null) begin(service)
    else if (before.serving.tag === 'on') end()
  })
  return {
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
