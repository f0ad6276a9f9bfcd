/**
 * @file serveUrl: the page's side of the URL: connects the service worker to the serving worker, and reconnects them
 * when needed.
 */
import { isUrlMessage, type ServingPage, type StoppedPage } from './service-url-messages'

/** Why no URL is available. */
export type NoUrl = 'no service worker' | 'not installed'

/** The subset of `navigator.serviceWorker` that is used; tests replace it. */
export type Registrations = Pick<
  ServiceWorkerContainer,
  'addEventListener' | 'removeEventListener' | 'controller' | 'ready' | 'getRegistration'
>

export interface UrlServing {
  /** The base URL of the models, with a trailing slash, or the reason why there is none. */
  readonly at: Promise<{ readonly base: string } | { readonly missing: NoUrl }>
  /** Changes the names of the served models. */
  rename(names: readonly string[]): void
  stop(): void
}

const NOTHING_TO_DO = { rename: () => undefined, stop: () => undefined }

/**
 * Serves these names until stopped. `connect` transfers one end of a new channel to the serving worker; each channel is
 * used only once.
 */
export function serveUrl(
  first: readonly string[],
  connect: (port: MessagePort) => void,
  registrations: Registrations | undefined = globalThis.navigator?.serviceWorker,
  page: EventTarget = globalThis,
): UrlServing {
  // not text: an id
  if (!registrations) return { at: Promise.resolve({ missing: 'no service worker' }), ...NOTHING_TO_DO }
  let names = first
  let stopped = false

  async function connectWorkers(): Promise<void> {
    // Use the worker that controls this page, even if it is not the newest.
    const worker = registrations?.controller ?? (await registrations?.ready)?.active
    if (!worker || stopped) return
    const { port1, port2 } = new MessageChannel()
    connect(port1)
    const message: ServingPage = { netloom: 'serves', names }
    worker.postMessage(message, [port2])
  }
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (isUrlMessage(data) && data.netloom === 'who serves') void connectWorkers()
  }
  const changed = () => void connectWorkers()
  // Also sent when the page closes, because the page's worker keeps running for a few seconds and would answer for a
  // closed page.
  const postStopped = () => {
    const message: StoppedPage = { netloom: 'stopped' }
    registrations.controller?.postMessage(message)
  }
  const onPageShow = (event: Event) => {
    if ('persisted' in event && event.persisted) void connectWorkers()
  }
  page.addEventListener('pagehide', postStopped)
  page.addEventListener('pageshow', onPageShow)
  registrations.addEventListener('message', onMessage as EventListener)
  registrations.addEventListener('controllerchange', changed)

  async function begin(): ReturnType<() => UrlServing['at']> {
    // `ready` never resolves if no service worker is registered, as in development.
    const registration = await registrations?.getRegistration()
    if (!registration) return { missing: 'not installed' }
    await connectWorkers()
    return { base: registration.scope }
  }
  return {
    at: begin(),
    rename(to) {
      names = to
      void connectWorkers()
    },
    stop() {
      if (stopped) return
      stopped = true
      registrations.removeEventListener('message', onMessage as EventListener)
      registrations.removeEventListener('controllerchange', changed)
      page.removeEventListener('pagehide', postStopped)
      page.removeEventListener('pageshow', onPageShow)
      postStopped()
    },
  }
}
