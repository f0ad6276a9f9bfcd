/** @file WireRate: requests per simulated minute along a wire, and their share where several wires leave a stage. */
import { serviceDiagramText as text } from '../../../../messages/en/operate/service-diagram'
import { precisePercent } from '../../../../messages/format'
import type { Flow } from '../../../../catalog/stage-def'
import type { FlowingProps } from '../../../canvas/catalog'
import { useSelect } from '../../../canvas/on-board'
import { configuredShare } from '../stage-text'
import { useWireLive } from './use-stage-live'
import styles from './drawing.module.css'

/** Distance of the text below the wire where it does not fit next to the wire's own text, else between the two texts, in canvas pixels. */
const BELOW = 19
const BESIDE = 10
/** Width of a character of the label. */
const LETTER = 6.4

/** The live label of a wire: next to the wire's own text, or on the other side of the line. */
export function WireRate({ id, x, y, words, room, selected }: FlowingProps) {
  const live = useWireLive(id)
  const parts = useSelect(({ project: { drawing } }) => {
    const from = drawing.wires.find((wire) => wire.id === id)?.from
    return drawing.wires.filter((wire) => wire.from === from).length > 1
  })
  const configured = useSelect(({ project: { drawing }, report }) => {
    const wire = drawing.wires.find((one) => one.id === id)
    // Cast: the board of a service checks stages.
    const flow = wire && (report.shapes.get(wire.from) as Flow | undefined)
    return (
      flow &&
      configuredShare(
        flow,
        drawing.nodes.find((node) => node.id === wire.to),
      )
    )
  })
  if (!live) return null
  const rate = text.perMinute({ rate: live.perMinute })
  // The wire already shows its configured share, so the measured one is shown where it differs.
  const part = parts && perMille(live.share) !== perMille(configured) ? precisePercent(live.share) : ''
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

/** Shares are shown to a tenth of a percent. */
function perMille(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(1000 * share)
}
