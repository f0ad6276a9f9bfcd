/** @file useOutside: which chips of a scrolling row are out of view, updated as it scrolls and as its chips change. */
import { type RefObject, useLayoutEffect, useState } from 'react'
import { CHIPS, type Chip } from './chips'

interface Outside {
  readonly before: readonly Chip[]
  readonly after: readonly Chip[]
}

/** The start and end of an element, in pixels from the left. */
export interface Extent {
  readonly left: number
  readonly right: number
}

/** The chips that are not fully in view; none until the row is mounted. */
export function useOutside(row: RefObject<HTMLElement | null>): Outside {
  const [outside, setOutside] = useState<Outside>({ before: [], after: [] })
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    const chips = [...element.children]
    const update = () => {
      const now = outsideOf(
        element.getBoundingClientRect(),
        chips.map((chip) => chip.getBoundingClientRect()),
      )
      setOutside((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now))
    }
    const observer = new ResizeObserver(update)
    for (const each of [element, ...chips]) observer.observe(each)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [row])
  return outside
}

/** The chips at these positions, in their order, that the edges of the row cut off. */
export function outsideOf(row: Extent, places: readonly Extent[]): Outside {
  const at = (hidden: (place: Extent) => boolean) => CHIPS.filter((_, i) => places[i] && hidden(places[i]))
  // Half a pixel is rounding.
  return { before: at(({ left }) => left < row.left - 0.5), after: at(({ right }) => right > row.right + 0.5) }
}
