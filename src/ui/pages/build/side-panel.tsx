/** @file The panel next to the canvas: outline, code, costs, comparison or blocks. Each is loaded when first opened. */
import { lazy, Suspense } from 'react'
import { sidePanelText as text } from '../../../messages/en/build/side-panel'
import type { Beside as Which } from '../../../studio/state'
import { IconButton } from '../../kit/icon-button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { Shown } from '../../shell/lesson-shown'
import { Waiting } from '../../shell/waiting'
import { useRun, useSelect } from '../../studio-context'
import styles from './side-panel.module.css'

const PANELS = {
  outline: {
    ...text.outline,
    Panel: lazy(() => import('./outline-panel').then(({ OutlinePanel }) => ({ default: OutlinePanel }))),
  },
  code: {
    ...text.code,
    Panel: lazy(() => import('./code-panel').then(({ CodePanel }) => ({ default: CodePanel }))),
  },
  cost: {
    ...text.cost,
    Panel: lazy(() => import('./cost-panel').then(({ CostPanel }) => ({ default: CostPanel }))),
  },
  changes: {
    ...text.changes,
    Panel: lazy(() => import('./changes-panel').then(({ ChangesPanel }) => ({ default: ChangesPanel }))),
  },
  blocks: {
    ...text.blocks,
    Panel: lazy(() => import('./blocks/blocks-panel').then(({ BlocksPanel }) => ({ default: BlocksPanel }))),
  },
} satisfies Record<Which, object>

/** The panels with a button on the canvas; the blocks are opened from the palette. */
const ON_CANVAS = (Object.keys(PANELS) as Which[]).filter((which) => which !== 'blocks')

/** The panel that is open, or nothing. */
export function Beside() {
  const run = useRun()
  const which = useSelect((state) => state.beside)
  if (which === null) return null
  const { title, about, Panel } = PANELS[which]
  return (
    <aside className={styles.beside} aria-label={about} data-beside={which}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <IconButton
          label={text.close({ panel: title })}
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          // not text: the id of a command
          onClick={() => run(`view.${which}`)}
        />
      </div>
      <ErrorBoundary key={which} room={title}>
        <Suspense fallback={<Waiting what={title} />}>
          <Panel />
        </Suspense>
      </ErrorBoundary>
    </aside>
  )
}

/** The buttons on the canvas that open them. */
export function BesideButtons() {
  const run = useRun()
  const which = useSelect((state) => state.beside)
  return (
    <fieldset className={styles.buttons}>
      <legend className="only-spoken">{text.label}</legend>
      {ON_CANVAS.map((one) => (
        <Shown key={one} command={`view.${one}`}>
          <button
            type="button"
            className={styles.open}
            aria-pressed={which === one}
            title={PANELS[one].about}
            // not text: the id of a command
            onClick={() => run(`view.${one}`)}
          >
            {PANELS[one].title}
          </button>
        </Shown>
      ))}
    </fieldset>
  )
}
