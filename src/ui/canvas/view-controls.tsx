/** @file ViewControls: closer, further, all of the drawing, its map, the grid, and the steps taken. */
import { useReactFlow } from 'reactflow'
import { Icon } from '../kit/icon'
import styles from './canvas.module.css'
import { Offered, useRun, useSelect } from './on-board'

/** Air around the drawing; below it there is room for these buttons. */
export const FIT = {
  padding: { x: '24px', top: '20px', bottom: '46px' },
  maxZoom: 1,
  /** Small enough for a row of 500 layers, which no screen can tell apart but which is all there. */
  minZoom: 0.01,
} as const

/** Small buttons in the canvas's corner. */
export function ViewControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const run = useRun()
  const map = useSelect((state) => state.canvas.map)
  const snap = useSelect((state) => state.canvas.snap)
  return (
    <div className={styles.controls} data-clear="">
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
      <Offered command="canvas.map">
        <button
          type="button"
          aria-label="Map of the drawing"
          aria-pressed={map}
          title="Map of the drawing"
          onClick={() => run('canvas.map')}
        >
          <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M2.5 3h11v10h-11zM8.5 8.5h3v2.5h-3zM4.5 5h2.5"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinecap="round"
            />
          </svg>
        </button>
      </Offered>
      <Offered command="canvas.snap">
        <button
          type="button"
          aria-label="Keep to the grid while dragging"
          aria-pressed={snap}
          title="Keep to the grid while dragging"
          onClick={() => run('canvas.snap')}
        >
          <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M5.5 2v12M10.5 2v12M2 5.5h12M2 10.5h12"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinecap="round"
            />
          </svg>
        </button>
      </Offered>
      <Offered command="canvas.history">
        <button type="button" aria-label="Steps taken" title="Steps taken" onClick={() => run('canvas.history')}>
          <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M3 8a5 5 0 1 0 1.8-3.8M3 2.8v2.6h2.6M8 5.4V8l2 1.4"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      </Offered>
    </div>
  )
}
