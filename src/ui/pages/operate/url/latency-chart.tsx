/**
 * @file LatencyChart: each request of a load test as a point, plotted by scheduled time and latency, with errors and
 * unsent requests shown below.
 */
import { useEffect } from 'react'
import { loadTestText as text } from '../../../../messages/en/operate/load-test'
import { useSize } from '../../../charts/use-size'
import { type LoadResults, NOT_SENT, type Sample } from '../../../../ops/load-test/load-results'
import styles from './url.module.css'

const HEIGHT = 170
/** Space, in pixels, on the left for axis labels (`LEFT`) and below the chart for errors (`BELOW`). */
const LEFT = 54
const BELOW = 16

export interface LatencyChartProps {
  readonly samples: readonly Sample[]
  readonly results: LoadResults
  readonly seconds: number
}

/** The latency axis is logarithmic and starts at 0.1 ms, so that both normal requests and stalls are visible. */
export function LatencyChart({ samples, results, seconds }: LatencyChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const most = Math.max(10, results.latency.most || 0)
  const top = 10 ** Math.ceil(Math.log10(most))
  const decades = Array.from({ length: Math.round(Math.log10(top)) + 2 }, (_, i) => 10 ** (i - 1))
  const y = (ms: number) => 6 + (HEIGHT - BELOW - 6) * (1 - (Math.log10(Math.max(ms, 0.1)) + 1) / (Math.log10(top) + 1))
  useEffect(() => {
    const canvas = frame.current?.querySelector('canvas')
    const pen = canvas?.getContext('2d')
    if (!canvas || !pen || width === 0) return
    canvas.width = width * devicePixelRatio
    canvas.height = HEIGHT * devicePixelRatio
    pen.scale(devicePixelRatio, devicePixelRatio)
    const color = (name: string) => getComputedStyle(canvas).getPropertyValue(name)
    const [good, bad, faint] = [color('--accent'), color('--bad'), color('--faint')]
    for (const { intended, done, status } of samples) {
      const x = LEFT + ((width - LEFT - 4) * intended) / (1000 * seconds)
      pen.fillStyle = status === 200 ? good : status === NOT_SENT ? faint : bad
      pen.globalAlpha = status === 200 ? 0.55 : 1
      pen.fillRect(x - 1, status === 200 ? y(done - intended) - 1 : HEIGHT - BELOW + 4, 2, status === 200 ? 2 : 8)
    }
  })
  const { p50, p95, p99 } = results.latency
  const label = text.chart({ requests: samples.length, p50, p95, p99 })
  return (
    <div ref={frame} className={styles.chart} dir="ltr" role="img" aria-label={label}>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {decades.map((at) => (
          <g key={at}>
            <line x1={LEFT} x2="100%" y1={y(at)} y2={y(at)} className={styles.grid} />
            <text x={LEFT - 6} y={y(at) + 4} textAnchor="end">
              {text.axis({ ms: at })}
            </text>
          </g>
        ))}
        {[p50, p95, p99].map((at, i) =>
          Number.isNaN(at) ? null : (
            <line
              key={['p50', 'p95', 'p99'][i]}
              x1={LEFT}
              x2="100%"
              y1={y(at)}
              y2={y(at)}
              className={styles.quantile}
            />
          ),
        )}
      </svg>
      <canvas style={{ width: '100%', height: HEIGHT }} />
    </div>
  )
}
