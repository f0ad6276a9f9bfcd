/** @file CanvasMap: all of the drawing in a corner, to see where one is and to go elsewhere. */
import { MiniMap } from 'reactflow'
import type { FlowNode } from './flow'
import styles from './panels.module.css'

/** The map. */
export function CanvasMap() {
  return (
    <MiniMap<FlowNode>
      className={styles.map ?? ''}
      style={{ width: 168, height: 112 }}
      position="bottom-right"
      ariaLabel="Map of the drawing"
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
