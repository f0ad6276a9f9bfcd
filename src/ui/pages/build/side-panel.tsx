/**
 * @file The side panel next to the canvas: outline, code, costs, comparison or blocks. Each panel loads when first
 * opened.
 */
import { lazy, Suspense } from 'react'
import { sidePanelText as text } from '../../../messages/en/build/side-panel'
import type { SidePanelId } from '../../../studio/state'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { UnlessHidden } from '../../shell/unless-hidden'
import { LoadingStatus } from '../../shell/lazy-boundary'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
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
} satisfies Record<SidePanelId, object>

/** Panels that have a button above the canvas; the blocks panel opens from the palette. */
const ON_CANVAS = (Object.keys(PANELS) as SidePanelId[]).filter((id) => id !== 'blocks')

/** Renders the open panel, or nothing if no panel is open. */
export function SidePanel() {
  const run = useRunCommand()
  const open = useSelect((state) => state.sidePanel)
  if (open === null) return null
  const { title, about, Panel } = PANELS[open]
  return (
    <aside className={styles.panel} aria-label={about} data-side-panel={open}>
      <div className={`${kit.row} ${kit.between} ${styles.tools}`}>
        <h3>{title}</h3>
        <IconButton
          label={text.close({ panel: title })}
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          // not text: the id of a command
          onClick={() => run(`view.${open}`)}
        />
      </div>
      <ErrorBoundary key={open} part={title}>
        <Suspense fallback={<LoadingStatus what={title} />}>
          <Panel />
        </Suspense>
      </ErrorBoundary>
    </aside>
  )
}

/** The buttons above the canvas that open the panels. */
export function SidePanelButtons() {
  const run = useRunCommand()
  const open = useSelect((state) => state.sidePanel)
  return (
    <fieldset className={styles.buttons}>
      <legend className="only-spoken">{text.label}</legend>
      {ON_CANVAS.map((id) => (
        <UnlessHidden key={id} command={`view.${id}`}>
          <Button
            size="small"
            tone="quiet"
            aria-pressed={open === id}
            title={PANELS[id].about}
            // not text: the id of a command
            onClick={() => run(`view.${id}`)}
          >
            {PANELS[id].title}
          </Button>
        </UnlessHidden>
      ))}
    </fieldset>
  )
}
