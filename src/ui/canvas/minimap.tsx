/**
 * @file CanvasMinimap: a minimap in the corner of the canvas that shows the visible region and lets the user move it.
 */
import { MiniMap } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { useCatalog } from './canvas-catalog'
import type { FlowNode } from './flow-nodes'
import styles from './search-and-history-panels.module.css'

/** Renders the minimap. */
export function CanvasMinimap() {
  const { nouns } = useCatalog()
  return (
    <MiniMap<FlowNode>
      className={styles.map ?? ''}
      style={{ width: 168, height: 112 }}
      position="bottom-right"
      ariaLabel={boardText.controls.mapOf({ noun: nouns.node })}
      nodeColor={(node) =>
        node.selected ? 'var(--accent)' : node.type === 'note' ? 'var(--validation)' : 'var(--edge)'
      }
      nodeBorderRadius={8}
      maskColor="color-mix(in srgb, var(--bg) 70%, transparent)"
      pannable
      zoomable
    />
  )
}
