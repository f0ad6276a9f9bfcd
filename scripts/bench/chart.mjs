/**
 * @file The benchmark chart as an SVG for light and dark pages: bars show the time per step relative to Netloom, on a
 * log scale.
 */

const WIDTH = 860
const ROW = 22
const LEFT = 330
const RIGHT = 90

/** The SVG source for results grouped by task and tier. */
export function chart(groups) {
  const rows = groups.flatMap(({ title, results }) => [{ heading: title }, ...results])
  const height = rows.length * ROW + 50
  const ratios = groups.flatMap(({ results }) => results.map(({ ratio }) => ratio))
  // Start a decade below the smallest ratio, so that the bar of a faster peer is visible.
  const low = Math.floor(Math.log10(Math.min(...ratios, 0.99)))
  const decades = Math.ceil(Math.log10(Math.max(...ratios, 2))) - low
  const x = (ratio) => LEFT + ((WIDTH - LEFT - RIGHT) * Math.max(0, Math.log10(ratio) - low)) / decades
  const grid = Array.from({ length: decades + 1 }, (_, i) => {
    const at = x(10 ** (low + i)).toFixed(1)
    return `<line x1="${at}" y1="24" x2="${at}" y2="${height - 14}" class="grid"/><text x="${at}" y="16" class="tick">${Number((10 ** (low + i)).toPrecision(1))}×</text>`
  })
  const bars = rows.map((row, i) => {
    const y = 30 + i * ROW
    if (row.heading) return `<text x="8" y="${y + 15}" class="heading">${escaped(row.heading)}</text>`
    const end = x(row.ratio)
    const own = row.ours ? ' ours' : ''
    const bar = `<rect x="${LEFT}" y="${y + 3}" width="${Math.max(2, end - LEFT).toFixed(1)}" height="14" rx="2" class="bar${own}"/>`
    const range = row.least
      ? `<line x1="${x(row.least).toFixed(1)}" y1="${y + 10}" x2="${x(row.most).toFixed(1)}" y2="${y + 10}" class="range"/>`
      : ''
    const label = `${row.ours ? '' : `${row.ratio.toFixed(row.ratio < 10 ? 1 : 0)}× · `}${short(row.ms)}`
    return `<text x="${LEFT - 8}" y="${y + 14}" class="name">${escaped(row.title)}</text>${bar}${range}<text x="${(end + 8).toFixed(1)}" y="${y + 14}" class="value">${label}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Time of a training step relative to Netloom">
<style>text{font:12px system-ui,sans-serif;fill:#5b6472}.heading{font-weight:600;fill:#3b82c4}.name{text-anchor:end}.tick{text-anchor:middle;font-size:10px}.grid{stroke:#8a94a640}.bar{fill:#8a94a6}.ours{fill:#3b82c4}.range{stroke:#3f4754;stroke-width:2}@media (prefers-color-scheme:dark){text{fill:#aab3c0}.range{stroke:#dfe5ee}.heading{fill:#6fb1ef}}</style>
${[...grid, ...bars].join('\n')}
</svg>
`
}

function short(ms) {
  if (ms >= 100) return `${ms.toFixed(0)} ms`
  return ms >= 1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(1)} µs`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
