/** @file WireRate: requests a virtual minute along a wire, and which part they are where ways part; of a wire that is all there is, on hover. */
import type { FlowingProps } from '../../../canvas/catalog'
import { useSelect } from '../../../canvas/on-board'
import { figure, share } from '../live/log-summary'
import { useWireLive } from './use-stage-live'
import styles from './drawing.module.css'

/** Baselines below the line where there is no room beside what flows, and from one to the other where there is, in canvas pixels. */
const BELOW = 19
const BESIDE = 10
/** Of a letter of the label. */
const LETTER = 6.4

/** The label of a wire: beside the words of what flows, or on the other side of the line. */
export function WireRate({ id, x, y, words, room, selected }: FlowingProps) {
  const live = useWireLive(id)
  const parts = useSelect(({ project: { drawing } }) => {
    const from = drawing.wires.find((wire) => wire.id === id)?.from
    return drawing.wires.filter((wire) => wire.from === from).length > 1
  })
  if (!live) return null
  const rate = `${figure(live.perMinute)}/min`
  const measured = share(live.share)
  // The share as it is drawn stands there already.
  const part = parts && measured !== words ? measured : ''
  const fits = (words.length + rate.length + part.length + 4) * LETTER < room
  const place = fits
    ? ({ x: x + (words.length * LETTER) / 2 + BESIDE, y, textAnchor: 'start' } as const)
    : ({ x, y: y + BELOW, textAnchor: 'middle' } as const)
  return (
    <text {...place} className={styles.rate} data-wire={id} data-quiet={parts || selected ? undefined : ''}>
      {rate}
      {part !== '' && (
        <tspan className={styles.part} dx={6}>
          {part}
        </tspan>
      )}
    </text>
  )
}
