/** @file ViewControls: closer, further, and all of the drawing. */
import { useReactFlow } from 'reactflow'
import { Icon } from '../kit/icon'
import styles from './canvas.module.css'

/** Air around the drawing; below it there is room for these buttons. */
export const FIT = {
  padding: { x: '24px', top: '20px', bottom: '46px' },
  maxZoom: 1,
  /** Small enough for a row of 500 layers, which no screen can tell apart but which is all there. */
  minZoom: 0.01,
} as const

/** Three small buttons in the canvas's corner. */
export function ViewControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <div className={styles.controls}>
      <button type="button" aria-label="Zoom in" title="Zoom in" onClick={() => void zoomIn()}>
        <Icon name="plus" size={14} />
      </button>
      <button type="button" aria-label="Zoom out" title="Zoom out" onClick={() => void zoomOut()}>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </svg>
      </button>
      <button
        type="button"
        aria-label="Show all of the drawing"
        title="Show all of the drawing"
        onClick={() => void fitView(FIT)}
      >
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
          />
        </svg>
      </button>
    </div>
  )
}
