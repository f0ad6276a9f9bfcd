/** @file End labels: labels each curve at its right end in its color, so that no legend is needed. */
import type uPlot from 'uplot'
import type { Curve } from './line-chart-data'

/**
 * Draws each curve's name at the height of its last value, moving names apart where they would overlap. Faint curves
 * are not labeled.
 */
export function endLabels(u: uPlot, curves: readonly Curve[]): void {
  const ratio = devicePixelRatio
  const { ctx } = u
  const ends = curves.flatMap((curve, i) => {
    if (curve.style === 'faint') return []
    const values = u.data[i + 1] ?? []
    let last = values.length - 1
    while (last >= 0 && values[last] === null) last--
    const y = values[last]
    if (y === null || y === undefined) return []
    const stroke = u.series[i + 1]?.stroke
    return [
      {
        text: curve.label,
        color: typeof stroke === 'function' ? String(stroke(u, i + 1)) : String(stroke),
        y: u.valToPos(y, 'y', true),
      },
    ]
  })
  ends.sort((a, b) => a.y - b.y)
  const positions = separate(
    ends.map((end) => end.y),
    13 * ratio,
  )
  ctx.save()
  // not text: a font
  ctx.font = `${11 * ratio}px ui-monospace, "DejaVu Sans Mono", monospace`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const [i, end] of ends.entries()) {
    ctx.fillStyle = end.color
    ctx.fillText(end.text, u.bbox.left + u.bbox.width + 5 * ratio, positions[i] as number)
  }
  ctx.restore()
}

/** Moves ascending positions as little as possible so that they are at least `gap` apart. */
export function separate(positions: readonly number[], gap: number): readonly number[] {
  const moved = [...positions]
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i] as number, (moved[i - 1] as number) + gap)
  // Shift all positions back by half of the last one's offset, so that two close labels stay centered.
  const shift = moved.length > 1 ? ((moved.at(-1) as number) - (positions.at(-1) as number)) / 2 : 0
  return moved.map((position) => position - shift)
}
