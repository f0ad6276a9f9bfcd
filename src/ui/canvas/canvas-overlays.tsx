/**
 * @file Overlays of the canvas: the path to the level that is shown, the progress of an automatic layout, and a
 * minimap.
 */
import { useEffect, useState } from 'react'
import { MiniMap } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { enclosingBlocks } from '../../studio/network/block-levels'
import { Icon } from '../kit/icon'
import { useRunCommand, useSelect } from './board-context'
import kit from '../kit/kit.module.css'
import canvasCss from './canvas.module.css'
import { useCatalog } from './canvas-catalog'
import styles from './canvas-overlays.module.css'
import panels from './canvas-panels.module.css'
import type { FlowNode } from './flow-nodes'

const text = boardText.breadcrumbs

/** The breadcrumb bar above the canvas of a block. */
export function Breadcrumbs() {
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const path = useSelect((state) => state.inside)
  const drawing = useSelect((state) => state.project.drawing)
  useEffect(() => {
    // The button that opened this level is gone; focus the canvas so that Escape leaves the level.
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true })
  }, [])
  const blocks = enclosingBlocks(drawing, path)
  return (
    <nav className={`${kit.rowWide} ${styles.bar}`} aria-label={text.label}>
      <ol className={styles.path}>
        <li>
          <button type="button" onClick={() => run('block.leave', { to: 0 })}>
            {nouns.drawing}
          </button>
        </li>
        {blocks.map(({ node, block }, i) => (
          <li key={node.id}>
            {i + 1 < blocks.length ? (
              <button type="button" translate="no" onClick={() => run('block.leave', { to: i + 1 })}>
                {block.name}
              </button>
            ) : (
              <span className={`${kit.ellipsis} ${kit.strong}`} aria-current="page" translate="no">
                {block.name}
              </span>
            )}
          </li>
        ))}
      </ol>
      <span className={styles.ports}>
        <button type="button" onClick={() => run('block.port', { side: 'in' })}>
          <Icon name="plus" size={11} /> {text.addInput}
        </button>
        <button type="button" onClick={() => run('block.port', { side: 'out' })}>
          <Icon name="plus" size={11} /> {text.addOutput}
        </button>
        <button type="button" onClick={() => run('block.leave', {})} title={text.leaveTip}>
          {text.leave}
        </button>
      </span>
    </nav>
  )
}

const layoutProgressText = boardText.arranging

/** Delay, in ms, before the status of a running layout is shown; layouts that finish sooner show no status. */
const SHOWN_AFTER_MS = 250

/** Status line over the canvas while the layout is running. */
export function LayoutProgress() {
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const nodes = useSelect((state) => state.canvas.arranging)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (nodes === undefined || !isShown) return null
  return (
    <div className={`${kit.rowWide} ${canvasCss.arranging}`} role="status">
      {layoutProgressText.progress({ nodes, noun: nouns.node })}
      <button type="button" onClick={() => run('graph.stopTidy')}>
        {layoutProgressText.cancel}
      </button>
    </div>
  )
}

/** Renders the minimap. */
export function CanvasMinimap() {
  const { nouns } = useCatalog()
  return (
    <MiniMap<FlowNode>
      className={panels.map ?? ''}
      style={{ width: 168, height: 112 }}
      position="bottom-right"
      ariaLabel={boardText.controls.mapOf({ noun: nouns.node })}
      nodeColor={(node) =>
        node.selected ? 'var(--accent)' : node.type === 'note' ? 'var(--validation)' : 'var(--edge)'
      }
      nodeBorderRadius={8}
      maskColor="color-mix(in srgb, var(--sheet) 70%, transparent)"
      pannable
      zoomable
    />
  )
}
