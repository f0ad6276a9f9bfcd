/** @file Offline: the service worker caches the app on first load; a new version waits until the user accepts it. */
import { callOf } from './studio/run-command'
import { registerSW } from 'virtual:pwa-register'
import { offersText } from './messages/en/studio/offers'
import { message } from './messages/message'
import type { AppContext } from './studio/context'

/** Registers the service worker, if the browser supports it, and reports its state to the studio. */
export function keepOffline(studio: AppContext): void {
  if (!('serviceWorker' in navigator)) return
  const apply = registerSW({
    onNeedRefresh() {
      studio.updates.apply = () => apply(true)
      const action = { title: offersText.restart, ...callOf('app.update') }
      void studio.run('notice.show', { tone: 'info', message: message('version-ready', {}), action })
    },
  })
  // The worker becomes active once everything to be cached has been downloaded.
  void navigator.serviceWorker.ready.then(() => {
    studio.store.setState(({ storage }) => ({ storage: { ...storage, offlineReady: true } }))
  })
}
