/**
 * @file useHiddenChips: which chips of a scrolling row are out of view, updated when the row scrolls or its chips
 * change.
 */
import { type RefObject, useLayoutEffect, useState } from 'react'
import { CHIPS, type Chip } from './plan-chips'

interface HiddenChips {
  readonly before: readonly Chip[]
  readonly after: readonly Chip[]
}

/** The left and right edges of an element, in pixels. */
export interface Extent {
  readonly left: number
  readonly right: number
}

/** The chips that are not fully in view; empty until the row is mounted. */
export function useHiddenChips(row: RefObject<HTMLElement | null>): HiddenChips {
  const [hidden, setHidden] = useState<HiddenChips>({ before: [], after: [] })
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    const chips = [...element.children]
    const update = () => {
      const now = hiddenChips(
        element.getBoundingClientRect(),
        chips.map((chip) => chip.getBoundingClientRect()),
      )
      setHidden((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now))
    }
    const observer = new ResizeObserver(update)
    for (const each of [element, ...chips]) observer.observe(each)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [row])
  return hidden
}

/** The chips cut off by the edges of the row. `extents` are the positions of all chips, in order. */
export function hiddenChips(row: Extent, extents: readonly Extent[]): HiddenChips {
  const chipsWhere = (isHidden: (extent: Extent) => boolean) =>
    CHIPS.filter((_, i) => extents[i] && isHidden(extents[i]))
  // Differences up to half a pixel are rounding errors.
  return {
    before: chipsWhere(({ left }) => left < row.left - 0.5),
    after: chipsWhere(({ right }) => right > row.right + 0.5),
  }
}
