/** @file The URL's part of the service worker: what is asked below `v2` and of `metrics` goes to the page that serves. */
import { passOn, urlPath } from '../src/protocol/url-fetch'
import { isOurs } from '../src/protocol/url-messages'
import { openRelay } from '../src/protocol/url-relay'

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
const relay = openRelay({
  askAll: async (message) => {
    for (const page of await pages()) page.postMessage(message)
  },
  isOpen: async (page) => (await worker.clients.get(page)) !== undefined,
})

worker.addEventListener('message', ({ data, source, ports }) => {
  if (!isOurs(data) || !(source instanceof WindowClient)) return
  // Pages that came before the service worker are answered too, once something is served.
  void worker.clients.claim()
  if (data.netloom === 'stopped') relay.stopped(source.id)
  else if (data.netloom === 'serves' && ports[0]) relay.serves(source.id, data.names, ports[0])
})

worker.addEventListener('fetch', (event) => {
  const path = urlPath(event.request.url, worker.registration.scope)
  if (path === undefined) return
  // What keeps the app offline has no say in this.
  event.stopImmediatePropagation()
  event.respondWith(passOn(relay, event.request, path))
})
