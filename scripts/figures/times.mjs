/** @file Times: medians, percentiles and frames, and how they are said. */

/** The value below which this share of the values lies; the nearest one there is, so that it was measured. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

export function median(values) {
  return quantile(values, 0.5)
}

/** 3.24 ms, 18 ms, 1.2 s. */
export function ms(value) {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
}

/** A frame of a screen’s 60 a second, and two, each with what a clock may round it up to. */
const [HALF_MS, MOST_MS] = [17.5, 34]

/** 60 frames a second: half of the frames within one, 95 % within two. */
export function isFluent({ p50, p95 }) {
  return p50 <= HALF_MS && p95 <= MOST_MS
}

/** Begins to note the time between animation frames; `endFrames` gives them. */
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

/** The times between frames since `beginFrames`, in ms, the first one aside. */
export function endFrames(page) {
  return page.evaluate(() => {
    cancelAnimationFrame(window.figureFrames.next)
    return window.figureFrames.frames.slice(1)
  })
}

/** Frames in words and numbers. */
export function frameFacts(frames) {
  const [half, most, longest] = [median(frames), quantile(frames, 0.95), Math.max(...frames)]
  const late = frames.filter((frame) => frame > 50).length
  const perSecond = 1000 / (frames.reduce((a, b) => a + b, 0) / frames.length)
  return {
    said: `95 % of frames within ${ms(most)}, half within ${ms(half)}, longest ${ms(longest)} (${perSecond.toFixed(0)} a second, n ${frames.length})`,
    numbers: { p50: half, p95: most, longest, late, frames: frames.length, perSecond },
  }
}
