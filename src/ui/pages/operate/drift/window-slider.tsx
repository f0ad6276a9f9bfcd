/**
 * @file WindowSlider: an invisible slider over a chart of windows, for selecting a window by clicking, dragging or
 * using the arrow keys.
 */
import { virtualTime } from '../../../../messages/format'
import styles from './drift.module.css'

export interface WindowSliderProps {
  readonly windows: readonly { readonly window: number; readonly from: number }[]
  readonly chosen: number | undefined
  readonly label: string
  /** The x position at which the first window begins, in pixels. */
  readonly left: number
  readonly onChoose: (window: number) => void
}

/** An invisible slider for selecting a window. */
export function WindowSlider({ windows, chosen, label, left, onChoose }: WindowSliderProps) {
  const at = Math.max(
    0,
    windows.findIndex(({ window }) => window === chosen),
  )
  const moment = windows[at]?.from ?? 0
  return (
    <input
      type="range"
      className={styles.slider}
      style={{ left }}
      min={0}
      max={Math.max(0, windows.length - 1)}
      value={at}
      aria-label={label}
      aria-valuetext={virtualTime(moment)}
      onChange={({ target }) => {
        const next = windows[Number(target.value)]
        if (next) onChoose(next.window)
      }}
    />
  )
}
