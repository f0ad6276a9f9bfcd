/** @file Offline: the service worker keeps the app after its first load; a new version waits until the user says so. */
import { registerSW } from 'virtual:pwa-register'
import { offersText } from './messages/en/studio/offers'
import { message } from './messages/message'
import type { AppContext } from './studio/context'

/** Registers the service worker where the browser has one, and reports to the studio. */
export function keepOffline(studio: AppContext): void {
  if (!('serviceWorker' in navigator)) return
  const apply = registerSW({
    onNeedRefresh() {
      studio.updates.apply = () => apply(true)
      const action = { title: offersText.restart, command: 'app.update' }
      void studio.run('notice.show', { tone: 'info', said: message('version-ready', {}), action })
    },
  })
  // It is active once everything it stores has arrived.
  void navigator.serviceWorker.ready.then(() => {
    studio.store.setState(({ storage }) => ({ storage: { ...storage, offlineReady: true } }))
  })
}
