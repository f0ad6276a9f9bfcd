/**
 * @file WireRate: the requests per simulated minute along a wire and, if several wires leave the same stage, their
 * share.
 */

import type { Flow } from '../../../../catalog/stage-def'
import { serviceDiagramText as text } from '../../../../messages/en/operate/service'
import { precisePercent } from '../../../../messages/format'
import { useSelect } from '../../../canvas/board-context'
import type { WireActivityProps } from '../../../canvas/canvas-catalog'
import { configuredShare } from '../stage-text'
import styles from './drawing.module.css'
import { useWireTraffic } from './use-stage-traffic'

/**
 * In canvas pixels: the distance of the rate below the wire if it does not fit next to the wire's label, and the gap
 * between the rate and the label if it does.
 */
const BELOW = 19
const GAP = 10
/** The width of one character in the label, in canvas pixels. */
const CHARACTER_WIDTH = 6.4

/** The live rate of a wire, next to the wire's label or on the other side of the line. */
export function WireRate({ id, x, y, label, width, selected }: WireActivityProps) {
  const traffic = useWireTraffic(id)
  const hasBranches = useSelect(({ project: { drawing } }) => {
    const from = drawing.wires.find((wire) => wire.id === id)?.from
    return drawing.wires.filter((wire) => wire.from === from).length > 1
  })
  const configured = useSelect(({ project: { drawing }, report }) => {
    const wire = drawing.wires.find((one) => one.id === id)
    // The cast is safe because the board of a service checks only stages.
    const flow = wire && (report.shapes.get(wire.from) as Flow | undefined)
    return (
      flow &&
      configuredShare(
        flow,
        drawing.nodes.find((node) => node.id === wire.to),
      )
    )
  })
  if (!traffic) return null
  const rate = text.perMinute({ rate: traffic.perMinute })
  // The wire already shows its configured share, so the measured share is shown only if it differs.
  const share = hasBranches && perMille(traffic.share) !== perMille(configured) ? precisePercent(traffic.share) : ''
  const fits = (label.length + rate.length + share.length + 4) * CHARACTER_WIDTH < width
  const position = fits
    ? ({ x: x + (label.length * CHARACTER_WIDTH) / 2 + GAP, y, textAnchor: 'start' } as const)
    : ({ x, y: y + BELOW, textAnchor: 'middle' } as const)
  return (
    <text {...position} className={styles.rate} data-wire={id} data-quiet={hasBranches || selected ? undefined : ''}>
      {rate}
      {share !== '' && (
        <tspan className={styles.part} dx={6}>
          {share}
        </tspan>
      )}
    </text>
  )
}

/** Shares are shown to a tenth of a percent. */
function perMille(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(1000 * share)
}
