/** @file serveUrl: the page's part of the URL: brings the service worker and the serving worker together, again and again where needed. */
import { isOurs, type ServesHere, type StoppedHere } from './url-messages'

/** Why the URL is not there; absent where it is. */
export type NoUrl = 'no service worker' | 'not installed'

/** What can be had of `navigator.serviceWorker`, so that tests can stand in for it. */
export type Registrations = Pick<
  ServiceWorkerContainer,
  'addEventListener' | 'removeEventListener' | 'controller' | 'ready' | 'getRegistration'
>

export interface UrlServing {
  /** Where models are: with its slash at the end; or why there is no such place. */
  readonly at: Promise<{ readonly base: string } | { readonly missing: NoUrl }>
  /** Serves by these names from here on. */
  rename(names: readonly string[]): void
  stop(): void
}

const NOTHING_TO_DO = { rename: () => undefined, stop: () => undefined }

/** Serves by these names until stopped. `connect` hands one end of a new channel to the serving worker; each of its ends is used up by that. */
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

  async function bringTogether(): Promise<void> {
    // The one that answers this page's requests, which need not be the newest.
    const worker = registrations?.controller ?? (await registrations?.ready)?.active
    if (!worker || stopped) return
    const { port1, port2 } = new MessageChannel()
    connect(port1)
    const message: ServesHere = { netloom: 'serves', names }
    worker.postMessage(message, [port2])
  }
  const asked = ({ data }: MessageEvent<unknown>) => {
    if (isOurs(data) && data.netloom === 'who serves') void bringTogether()
  }
  const changed = () => void bringTogether()
  // Told when the page is left, too: its worker outlives it by some seconds and would answer for nobody.
  const tellStopped = () => {
    const message: StoppedHere = { netloom: 'stopped' }
    registrations.controller?.postMessage(message)
  }
  const back = (event: Event) => {
    if ('persisted' in event && event.persisted) void bringTogether()
  }
  page.addEventListener('pagehide', tellStopped)
  page.addEventListener('pageshow', back)
  registrations.addEventListener('message', asked as EventListener)
  registrations.addEventListener('controllerchange', changed)

  async function begin(): ReturnType<() => UrlServing['at']> {
    // `ready` waits for ever where nothing was ever registered, as in development.
    const registration = await registrations?.getRegistration()
    if (!registration) return { missing: 'not installed' }
    await bringTogether()
    return { base: registration.scope }
  }
  return {
    at: begin(),
    rename(to) {
      names = to
      void bringTogether()
    },
    stop() {
      if (stopped) return
      stopped = true
      registrations.removeEventListener('message', asked as EventListener)
      registrations.removeEventListener('controllerchange', changed)
      page.removeEventListener('pagehide', tellStopped)
      page.removeEventListener('pageshow', back)
      tellStopped()
    },
  }
}
