/** @file Offline: the service worker caches the app on first load; a new version waits until the user accepts it. */
import { callOf } from './studio/run-command'
import { registerSW } from 'virtual:pwa-register'
import { offersText } from './messages/en/studio/offers'
import { message } from './messages/message'
import type { AppContext } from './studio/context'

/**
 * Milliseconds after which the page reloads although the new service worker has not taken over: with requests under
 * way, Chromium can wait for minutes, but only as long as the page that made them is open.
 */
const TAKEOVER_MS = 2000

/** Registers the service worker, if the browser supports it, and reports its state to the studio. */
export function keepOffline(studio: AppContext): void {
  if (!('serviceWorker' in navigator)) return
  const apply = registerSW({
    onNeedRefresh() {
      studio.updates.apply = () => {
        setTimeout(() => location.reload(), TAKEOVER_MS)
        return apply(true)
      }
      const action = { title: offersText.restart, ...callOf('app.update') }
      void studio.run('notice.show', { tone: 'info', message: message('version-ready', {}), action })
    },
  })
  // The worker becomes active once everything to be cached has been downloaded.
  void navigator.serviceWorker.ready.then(() => {
    studio.store.setState(({ storage }) => ({ storage: { ...storage, offlineReady: true } }))
  })
}
