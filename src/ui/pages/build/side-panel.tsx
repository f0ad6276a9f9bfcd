/** @file Beside: what stands beside the canvas, one thing at a time: code, costs, or what another step has otherwise. Loaded when first opened. */
import { lazy, Suspense } from 'react'
import type { Beside as Which } from '../../../studio/state'
import { IconButton } from '../../kit/icon-button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { Shown } from '../../shell/lesson-shown'
import { Waiting } from '../../shell/waiting'
import { useRun, useSelect } from '../../studio-context'
import styles from './side-panel.module.css'

const PANELS = {
  outline: {
    title: 'Outline',
    about: 'The drawing as a tree, for the keyboard and to be read aloud',
    Panel: lazy(() => import('./outline-panel').then(({ OutlinePanel }) => ({ default: OutlinePanel }))),
  },
  code: {
    title: 'Code',
    about: 'The drawing as code',
    Panel: lazy(() => import('./code-panel').then(({ CodePanel }) => ({ default: CodePanel }))),
  },
  cost: {
    title: 'Cost',
    about: 'What each layer costs',
    Panel: lazy(() => import('./cost-panel').then(({ CostPanel }) => ({ default: CostPanel }))),
  },
  changes: {
    title: 'Compare',
    about: 'The drawing beside another',
    Panel: lazy(() => import('./changes-panel').then(({ ChangesPanel }) => ({ default: ChangesPanel }))),
  },
  blocks: {
    title: 'Blocks',
    about: 'Blocks of this drawing and of your library',
    Panel: lazy(() => import('./blocks/blocks-panel').then(({ BlocksPanel }) => ({ default: BlocksPanel }))),
  },
} satisfies Record<Which, object>

/** Those that a button on the canvas opens; blocks are opened where there are blocks to choose from. */
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
          label={`Close: ${about}`}
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
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
      <legend className="only-spoken">Beside the canvas</legend>
      {ON_CANVAS.map((one) => (
        <Shown key={one} command={`view.${one}`}>
          <button
            type="button"
            className={styles.open}
            aria-pressed={which === one}
            title={PANELS[one].about}
            onClick={() => run(`view.${one}`)}
          >
            {PANELS[one].title}
          </button>
        </Shown>
      ))}
    </fieldset>
  )
}
