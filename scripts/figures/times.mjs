/** @file Computes and formats medians, percentiles, and frame times. */

/** The nearest-rank quantile, which is always a measured value. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

export function median(values) {
  return quantile(values, 0.5)
}

/** Formats milliseconds: 3.2 ms, 18 ms, 1.2 s. */
export function ms(value) {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
}

/**
 * Limits for the median and the 95th percentile: one frame at 60 Hz (16.7 ms) and two frames, each plus clock rounding.
 */
const [HALF_MS, MOST_MS] = [17.5, 34]

/** Whether the frame times are fluent (60 fps): 50% of them within one frame, and 95% within two. */
export function isFluent({ p50, p95 }) {
  return p50 <= HALF_MS && p95 <= MOST_MS
}

/** Starts recording the times between animation frames; `endFrames` returns them. */
export function beginFrames(page) {
  return page.evaluate(() => {
    const frames = []
    let last = performance.now()
    const note = (now) => {
      frames.push(now - last)
      last = now
      window.figureFrames.next = requestAnimationFrame(note)
    }
    window.figureFrames = { frames, next: requestAnimationFrame(note) }
  })
}

/** The times between frames since `beginFrames`, in ms, without the first one. */
export function endFrames(page) {
  return page.evaluate(() => {
    cancelAnimationFrame(window.figureFrames.next)
    return window.figureFrames.frames.slice(1)
  })
}

/** Summarizes frame times, as text and as numbers. */
export function frameFacts(frames) {
  const [half, most, longest] = [median(frames), quantile(frames, 0.95), Math.max(...frames)]
  const late = frames.filter((frame) => frame > 50).length
  const perSecond = 1000 / (frames.reduce((a, b) => a + b, 0) / frames.length)
  return {
    said: `95% of frames within ${ms(most)}, 50% within ${ms(half)}, longest ${ms(longest)} (${perSecond.toFixed(0)} fps, n ${frames.length})`,
    numbers: { p50: half, p95: most, longest, late, frames: frames.length, perSecond },
  }
}
