/**
 * @file Chart: a chart with its legend, tooltip, keyboard, table, and files. One definition as data; a live chart is
 * drawn by uPlot, any other by Recharts. All of it loads when a chart is first shown.
 */
import { type CSSProperties, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import styles from './chart.module.css'
import type { ChartData, LiveSource } from './chart-data'
import type { ChartProps } from './chart-frame'

const Frame = lazy(() => import('./chart-frame'))

interface SpokenProps {
  /** Read by screen readers only. */
  readonly children?: ReactNode
}

/** A chart, which loads when it is first shown. */
export function Chart({ children, ...props }: ChartProps & SpokenProps) {
  const { height } = props
  const style: CSSProperties = height === undefined ? {} : { height: 'auto', minHeight: height }
  return (
    <div className={styles.chart} style={style} dir="ltr">
      <Suspense fallback={<p className={styles.waiting}>{chartsText.drawing}</p>}>
        <Frame {...props} />
      </Suspense>
      {children !== undefined && <div className="only-spoken">{children}</div>}
    </div>
  )
}

/** A live source of the data of the newest render: the chart repaints without being rendered again. */
export function useLiveSource(data: ChartData): LiveSource {
  const [source] = useState(() => {
    const listeners = new Set<() => void>()
    let newest = data
    return {
      read: () => newest,
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      set(next: ChartData) {
        newest = next
        for (const listener of listeners) listener()
      },
    }
  })
  useEffect(() => source.set(data), [source, data])
  return source
}
