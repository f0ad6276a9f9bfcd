/** @file IntervalMark: a value with its interval, on a line that all rows of a table share. */

interface IntervalMarkProps {
  readonly low: number
  readonly value: number
  readonly high: number
  /** The ends of the line. */
  readonly from: number
  readonly to: number
  /** The length of the line, in px. */
  readonly width?: number
  /** Whether the value stands out: a triangle in place of a dot. */
  readonly standsOut?: boolean
}

const HEIGHT = 12
const MIDDLE = HEIGHT / 2
const INSET = 5

/** Hidden from screen readers, because the numbers are next to it. */
export function IntervalMark({ low, value, high, from, to, width = 120, standsOut = false }: IntervalMarkProps) {
  const share = (at: number) => (to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0.5)
  const x = (at: number) => INSET + share(at) * (width - 2 * INSET)
  const at = x(value)
  return (
    <svg width={width} height={HEIGHT} style={{ display: 'inline' }} aria-hidden="true">
      <path d={`M0 ${MIDDLE}H${width}`} stroke="currentColor" strokeOpacity={0.15} />
      <path d={`M${x(low)} ${MIDDLE}H${x(high)}`} stroke="currentColor" strokeWidth={2} />
      {standsOut ? (
        <path d={`M${at - 5} ${MIDDLE + 4}h10l-5 -9z`} fill="currentColor" />
      ) : (
        <circle cx={at} cy={MIDDLE} r={4} fill="currentColor" />
      )}
    </svg>
  )
}

/** The ends of a line for intervals: rounded to tenths of the range, and within the limits of the value. */
export function lineFor(intervals: readonly { readonly low: number; readonly high: number }[]): {
  readonly from: number
  readonly to: number
} {
  const low = Math.min(...intervals.map((one) => one.low))
  const high = Math.max(...intervals.map((one) => one.high))
  const step = 10 ** Math.floor(Math.log10(high - low || 1))
  return { from: Math.floor(low / step) * step, to: Math.ceil(high / step) * step }
}
