/**
 * @file Overlays of the canvas: the path to the level that is shown, the progress of an automatic layout, and a
 * minimap.
 */
import { useEffect, useState } from 'react'
import { MiniMap } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { enclosingBlocks } from '../../studio/network/block-levels'
import { Button } from '../kit/button'
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
    <nav className={kit.rowWide} aria-label={text.label}>
      <ol className={`${kit.rowTight} ${styles.path}`}>
        <li className={kit.row}>
          <Button size="small" tone="quiet" onClick={() => run('block.leave', { to: 0 })}>
            {nouns.drawing}
          </Button>
        </li>
        {blocks.map(({ node, block }, i) => (
          <li key={node.id} className={kit.row}>
            {i + 1 < blocks.length ? (
              <Button size="small" tone="quiet" translate="no" onClick={() => run('block.leave', { to: i + 1 })}>
                {block.name}
              </Button>
            ) : (
              <span className={`${kit.ellipsis} ${kit.strong}`} aria-current="page" translate="no">
                {block.name}
              </span>
            )}
          </li>
        ))}
      </ol>
      <span className={kit.rowTight}>
        <Button size="small" tone="quiet" icon="plus" onClick={() => run('block.port', { side: 'in' })}>
          {text.addInput}
        </Button>
        <Button size="small" tone="quiet" icon="plus" onClick={() => run('block.port', { side: 'out' })}>
          {text.addOutput}
        </Button>
        <Button size="small" tone="quiet" onClick={() => run('block.leave', {})} title={text.leaveTip}>
          {text.leave}
        </Button>
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
      <Button size="small" onClick={() => run('graph.stopTidy')}>
        {layoutProgressText.cancel}
      </Button>
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
