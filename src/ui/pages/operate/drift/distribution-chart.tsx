/**
 * @file DistributionChart: the distribution in a window, drawn as bars, overlaid with the reference distribution as a
 * stepped line.
 */
import { driftText } from '../../../../messages/en/operate/drift'
import { distinctNumbers } from '../../../../messages/format'
import type { FeatureBins } from '../../../../ops/drift/feature-drift'
import styles from './drift.module.css'
import { sharesOf } from './drift-text'

const text = driftText.detail

export interface DistributionChartProps {
  readonly bins: FeatureBins
  readonly label: string
  readonly height: number
  /** Whether to show labels below the bars. */
  readonly named?: true
}

/** The maximum number of categories that are shown. */
const MAX_CATEGORIES = 24

/** Bars that start at 0 and share the available width. */
export function DistributionChart({ bins, label, height, named }: DistributionChartProps) {
  const all = shown(bins)
  const most = Math.max(1e-9, ...all.map(({ now, before }) => Math.max(now, before)))
  const each = 100 / Math.max(1, all.length)
  const y = (share: number) => 2 + (height - 4) * (1 - share / most)
  return (
    <div className={styles.overlay} dir="ltr">
      <svg
        width="100%"
        height={height}
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {all.map(({ name, now, before }, i) => (
          <g key={name}>
            <title>{text.bin({ name, now, before })}</title>
            <rect className={styles.current} x={i * each + 0.6} width={each - 1.2} y={y(now)} height={y(0) - y(now)} />
            <rect className={styles.hover} x={i * each} width={each} y={0} height={height} />
          </g>
        ))}
        <path
          className={styles.reference}
          d={all.map(({ before }, i) => `${i === 0 ? 'M' : 'L'}${i * each} ${y(before)} H${(i + 1) * each}`).join(' ')}
        />
      </svg>
      {named &&
        (bins.values || !bins.cuts?.length ? (
          <div className={styles.names} translate="no" aria-hidden="true">
            {all.map(({ name }) => (
              <span key={name} title={name}>
                {name}
              </span>
            ))}
          </div>
        ) : (
          <div className={styles.cuts} aria-hidden="true">
            {distinctNumbers(bins.cuts).map((cut, i) => (
              <span key={cut} style={{ left: `${(i + 1) * each}%` }}>
                {cut}
              </span>
            ))}
          </div>
        ))}
    </div>
  )
}

function shown({ cuts, values, now, before }: FeatureBins) {
  const [here, there] = [sharesOf(now), sharesOf(before)]
  const names = values ? [...values, text.unseen] : placesOf(distinctNumbers(cuts ?? []))
  const all = names.map((name, i) => ({ name, now: here[i] ?? 0, before: there[i] ?? 0 }))
  const used = values && all.at(-1)?.now === 0 && all.at(-1)?.before === 0 ? all.slice(0, -1) : all
  return used.slice(0, MAX_CATEGORIES)
}

/**
 * The labels of the bins, which are separated by cut points; the outer bins include everything beyond the outermost cut
 * points.
 */
function placesOf(cuts: readonly string[]): readonly string[] {
  if (cuts.length === 0) return [text.allValues]
  return [
    text.below({ cut: cuts[0] ?? '' }),
    ...cuts.slice(1).map((high, i) => text.between({ low: cuts[i] ?? high, high })),
    text.above({ cut: cuts.at(-1) ?? '' }),
  ]
}
