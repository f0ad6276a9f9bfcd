/** @file The composition root: creates the storage, the studio, the console and the page. */
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { expectDefined } from './base/assert'
import { loadDatasets } from './catalog/datasets'
import { language } from './messages/active-language'
import { figureText } from './messages/en/shell/figure'
import type { Message } from './messages/message'
import { memoryStorage, openStorage } from './storage/open-storage'
import { thisDevice, thisTab } from './storage/tab-locks'
import { loadLater } from './studio/commands'
import { type Console, consoleToCome, makeConsole } from './studio/console/console'
import { makeStudio, openFigure, openFirst } from './studio/make-studio'
import { preloadLists } from './ui/canvas/lazy-parts'
import { isInForeignFrame, requestedFigure } from './ui/shell/project-link'
import { Shell } from './ui/shell/shell'
import { StudioProvider } from './ui/studio-context'
import './ui/tokens.css'
import './ui/global.css'

declare global {
  /** Inserted by the build from package.json. */
  const __VERSION__: string
}

document.documentElement.lang = language.id
document.documentElement.dir = language.dir

const showSavingProblem = (problem: Message) => {
  void studio.run('notice.show', { tone: 'bad', about: 'saving', message: problem }) // not text: an id
}
let resolveConsole: (console: Console) => void = () => undefined
window.netloom = consoleToCome(
  new Promise((resolve) => {
    resolveConsole = resolve
  }),
  __VERSION__,
)
const FigurePage = lazy(() => import('./ui/shell/embedded-figure'))
const figureRequest = requestedFigure(location, window.parent === window ? 'on its own' : 'in a frame') // not text: ids
if (!figureRequest && isInForeignFrame(window)) {
  const link = Object.assign(document.createElement('a'), { href: location.href, target: '_blank', rel: 'noopener' })
  link.textContent = figureText.open
  document.body.replaceChildren(link)
  // Nothing else starts.
  await new Promise(() => undefined)
}
// A figure is embedded in another page, so it neither saves data nor touches saved data.
const storage = figureRequest
  ? memoryStorage()
  : await openStorage({ onClosed: showSavingProblem, onBlocked: showSavingProblem, memory: thisDevice })
const studio = makeStudio({
  storage,
  dataBase: new URL('data/', document.baseURI).href,
  ...(figureRequest ? {} : { tab: thisTab }),
  drawPicture: async (...args) => (await import('./ui/network/network-image')).renderImage(...args),
})
const opened = figureRequest ? openFigure(studio, figureRequest.fragment) : openFirst(studio, thisTab)
// The figure reports the error itself once it has loaded.
if (figureRequest) opened.catch(() => undefined)
resolveConsole(makeConsole(studio, opened, __VERSION__))
// These modules load once the studio is ready. They include the columns of every dataset, which projects saved by older
// versions may need.
window.netloom.ready.then(() => Promise.all([loadDatasets(), loadLater(), preloadLists()])).catch(() => undefined)
// The service worker must not delay the first page.
if (!figureRequest)
  window.netloom.ready
    .catch(() => undefined)
    .then(() => import('./offline'))
    .then(({ keepOffline }) => keepOffline(studio))

createRoot(expectDefined(document.getElementById('root'), 'the root element')).render(
  <StrictMode>
    <StudioProvider value={studio}>
      {figureRequest ? (
        <Suspense>
          <FigurePage request={figureRequest} opened={opened} />
        </Suspense>
      ) : (
        <Shell />
      )}
    </StudioProvider>
  </StrictMode>,
)

if (storage.whyNot) showSavingProblem(storage.whyNot)
