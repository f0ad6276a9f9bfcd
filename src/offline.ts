/** @file Offline: the service worker keeps the app after its first load; a new version waits until the user says so. */
import { registerSW } from 'virtual:pwa-register'
import type { Workshop } from './studio/context'

/** Registers the service worker where the browser has one, and tells the studio what it did. */
export function keepOffline(studio: Workshop): void {
  if (!('serviceWorker' in navigator)) return
  const apply = registerSW({
    onNeedRefresh() {
      studio.updates.apply = () => apply(true)
      const action = { title: 'Restart with it', command: 'app.update' }
      void studio.run('notice.show', { tone: 'info', text: 'A new version of Netloom is ready.', action })
    },
  })
  // Active means that everything it keeps has arrived.
  void navigator.serviceWorker.ready.then(() => {
    studio.store.setState(({ storage }) => ({ storage: { ...storage, offlineReady: true } }))
  })
}
