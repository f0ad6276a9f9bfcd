/** @file The service worker for service URLs: forwards requests to the page that runs the service. */
import { openRelay, passOn, urlPath } from '../src/protocol/service-url-relay'
import { isUrlMessage } from '../src/protocol/service-url-messages'

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
const relay = openRelay({
  askAll: async (message) => {
    for (const page of await pages()) page.postMessage(message)
  },
  isOpen: async (page) => (await worker.clients.get(page)) !== undefined,
})

worker.addEventListener('message', ({ data, source, ports }) => {
  if (!isUrlMessage(data) || !(source instanceof WindowClient)) return
  // Also takes control of pages that were open before the service worker was installed, as soon as something is served.
  void worker.clients.claim()
  if (data.netloom === 'stopped') relay.stopped(source.id)
  else if (data.netloom === 'serves' && ports[0]) relay.serves(source.id, data.names, ports[0])
})

worker.addEventListener('fetch', (event) => {
  const path = urlPath(event.request.url, worker.registration.scope)
  if (path === undefined) return
  // The event handler that keeps the app working offline must not respond to these requests.
  event.stopImmediatePropagation()
  event.respondWith(passOn(relay, event.request, path))
})
