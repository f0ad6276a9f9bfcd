/** @file Dev page: the canvas with a different catalog than layers: the stages of a small pipeline. */
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { tinykeys } from 'tinykeys'
import { expectDefined } from '../../base/assert'
import { formatMessage } from '../../messages/message'
import { makeBoard } from '../../studio/make-canvas-board'
import { boardCommands } from '../../studio/commands/board-commands'
import { Canvas } from '../../ui/canvas/canvas'
import { BoardProvider } from '../../ui/canvas/board-context'
import { preloadLists } from '../../ui/canvas/lazy-parts'
import { Palette } from '../../ui/canvas/palette'
import { acceptsText } from '../../ui/shell/shortcut-keys'
import '../../ui/tokens.css'
import '../../ui/global.css'
import { stageLook } from './look'
import { stageSubject } from './subject'

let notify = (_text: string) => {}
const board = makeBoard({
  subject: stageSubject,
  id: 'pipeline',
  drawing: { nodes: [], wires: [] },
  showNotice: ({ text, message: problem }) => notify(text ?? formatMessage(problem)),
})
// Exposed for tests, like `window.netloom` of the studio.
Object.assign(window, { board })
void preloadLists()

function Page() {
  const [notice, setNotice] = useState('')
  useEffect(() => {
    notify = setNotice
    const press = (id: string) => (event: KeyboardEvent) => {
      if (acceptsText(event.target) || event.defaultPrevented) return
      event.preventDefault()
      board.run(id).catch((error: unknown) => setNotice(String(error)))
    }
    const bound = boardCommands.flatMap(({ id, shortcut, shortcutScope: where }) =>
      shortcut === undefined || where === 'clipboard' ? [] : [[shortcut, press(id)] as const],
    )
    return tinykeys(window, Object.fromEntries(bound))
  }, [])
  return (
    <BoardProvider board={board} catalog={stageLook}>
      <main style={{ display: 'grid', gridTemplateColumns: '184px 1fr', height: '100vh' }}>
        <Palette />
        <div style={{ position: 'relative', overflow: 'hidden' }}>
          <Canvas />
        </div>
      </main>
      <p role="status" style={{ position: 'fixed', right: 12, top: 12 }}>
        {notice}
      </p>
    </BoardProvider>
  )
}

createRoot(expectDefined(document.getElementById('root'), 'the root element')).render(
  <StrictMode>
    <Page />
  </StrictMode>,
)
