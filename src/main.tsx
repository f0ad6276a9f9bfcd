/** @file The composition root: storage, studio, console and page are put together here and nowhere else. */
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { expectDefined } from './base/assert'
import { language } from './messages/active-language'
import type { Message } from './messages/message'
import { loadDatasets } from './catalog/datasets'
import { memoryStorage, openStorage } from './storage/open'
import { thisTab } from './storage/tabs'
import { loadLater } from './studio/commands'
import { type Console, consoleToCome, makeConsole } from './studio/console'
import { makeStudio, openFirst } from './studio/make-studio'
import { openFigure } from './studio/open-figure'
import { keepOffline } from './offline'
import { loadLists } from './ui/canvas/on-demand'
import { loadBlocks } from './ui/network/use-network-catalog'
import { figureAsked } from './ui/shell/figure-asked'
import { Shell } from './ui/shell/shell'
import { StudioProvider } from './ui/studio-context'
import './ui/tokens.css'
import './ui/global.css'

declare global {
  /** From package.json, by the build. */
  const __VERSION__: string
}

document.documentElement.lang = language.id
document.documentElement.dir = language.dir

const tell = (said: Message) => {
  void studio.run('notice.show', { tone: 'bad', about: 'saving', said }) // not text: an id
}
let come: (console: Console) => void = () => undefined
window.netloom = consoleToCome(
  new Promise((resolve) => {
    come = resolve
  }),
  __VERSION__,
)
const FigurePage = lazy(() => import('./ui/shell/figure'))
const asked = figureAsked(location, window.parent === window ? 'on its own' : 'in a frame') // not text: ids
// A figure is a guest on its page: it saves nothing, and it touches nothing that is saved here.
const storage = asked ? memoryStorage() : await openStorage({ onClosed: tell, onBlocked: tell })
const studio = makeStudio({
  storage,
  dataBase: new URL('data/', document.baseURI).href,
  ...(asked ? {} : { tab: thisTab }),
  drawPicture: async (...asked) => (await import('./ui/network/picture')).drawPicture(...asked),
})
const opened = asked ? openFigure(studio, asked.fragment) : openFirst(studio, thisTab)
// The figure itself reports an error once it has loaded.
if (asked) opened.catch(() => undefined)
come(makeConsole(studio, opened, __VERSION__))
// Not before whoever waits can use the studio; then every set's columns are known, whatever version of a project is gone back to.
window.netloom.ready
  .then(() => Promise.all([loadDatasets(), loadLater(), loadLists(), loadBlocks()]))
  .catch(() => undefined)

createRoot(expectDefined(document.getElementById('root'), 'the root element')).render(
  <StrictMode>
    <StudioProvider value={studio}>
      {asked ? (
        <Suspense>
          <FigurePage asked={asked} opened={opened} />
        </Suspense>
      ) : (
        <Shell />
      )}
    </StudioProvider>
  </StrictMode>,
)

if (!asked) keepOffline(studio)
if (storage.whyNot) tell(storage.whyNot)
