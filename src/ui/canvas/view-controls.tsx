/** @file ViewControls: small buttons for zoom, fit to view, the minimap, the grid, and the history. */
import { useReactFlow } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import styles from './canvas.module.css'
import { Offered, useRunCommand, useSelect } from './board-context'

const text = boardText.controls

/** Padding around the nodes. The bottom padding leaves space for these buttons and for content below nodes. */
export const FIT = {
  padding: { x: '24px', top: '20px', bottom: '58px' },
  maxZoom: 1,
  /** Small enough to fit a row of 500 layers in the view. */
  minZoom: 0.01,
} as const

/** Icon paths on a 16×16 grid. */
const ICONS = {
  closer: 'M8 3v10M3 8h10',
  further: 'M3 8h10',
  all: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  map: 'M2.5 3h11v10h-11zM8.5 8.5h3v2.5h-3zM4.5 5h2.5',
  grid: 'M5.5 2v12M10.5 2v12M2 5.5h12M2 10.5h12',
  steps: 'M3 8a5 5 0 1 0 1.8-3.8M3 2.8v2.6h2.6M8 5.4V8l2 1.4',
} as const

/** Small buttons in the corner of the canvas. */
export function ViewControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const run = useRunCommand()
  const map = useSelect((state) => state.canvas.map)
  const snap = useSelect((state) => state.canvas.snap)
  return (
    <div className={styles.controls} data-clear="">
      <Control icon="closer" title={text.zoomIn} onPress={() => void zoomIn()} />
      <Control icon="further" title={text.zoomOut} onPress={() => void zoomOut()} />
      <Control icon="all" title={text.fit} onPress={() => void fitView(FIT)} />
      <Offered command="canvas.map">
        <Control icon="map" title={text.map} pressed={map} onPress={() => run('canvas.map')} />
      </Offered>
      <Offered command="canvas.snap">
        <Control icon="grid" title={text.snap} pressed={snap} onPress={() => run('canvas.snap')} />
      </Offered>
      <Offered command="canvas.history">
        <Control icon="steps" title={text.history} onPress={() => run('canvas.history')} />
      </Offered>
    </div>
  )
}

interface ControlProps {
  readonly icon: keyof typeof ICONS
  readonly title: string
  /** Whether a toggle is on; undefined for a regular button. */
  readonly pressed?: boolean
  readonly onPress: () => void
}

function Control({ icon, title, pressed, onPress }: ControlProps) {
  return (
    <button type="button" aria-label={title} aria-pressed={pressed} title={title} onClick={onPress}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={ICONS[icon]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  )
}
