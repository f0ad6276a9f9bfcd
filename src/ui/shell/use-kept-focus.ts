/**
 * @file useKeptFocus: undo, a closing menu or a closing panel may remove the focused element from the page. The browser then drops the
 * focus, and people who use the keyboard would have to start at the top again. Here the focus goes to the nearest place instead.
 */
import { useEffect } from 'react'

/** Places that can take the focus, innermost first, and which element in them gets it. */
const PLACES: readonly (readonly [place: string, within: string])[] = [
  ['[data-outline]', '[role="treeitem"][tabindex="0"]'],
  ['[data-canvas]', ''],
  ['[data-beside]', 'button'],
  ['#inspector', ''],
  ['#room', ''],
]

/** Frames after which the focus counts as lost: menus and dialogs give it back before. */
const GRACE = 3

/** Keeps the focus on the page. */
export function useKeptFocus(): void {
  useEffect(() => {
    let place: string | undefined
    let frame = 0
    const onFocusIn = ({ target }: FocusEvent) => {
      const found = target instanceof Element ? PLACES.find(([one]) => target.closest(one)) : undefined
      // Dialogs and menus return the focus to where they were opened from.
      if (found) [place] = found
    }
    /** A press on an empty place means that nothing should have the focus. */
    const onPress = () => {
      place = undefined
    }
    const look = (left: number) => {
      const { activeElement } = document
      const lost = place !== undefined && document.hasFocus() && (activeElement === document.body || !activeElement)
      if (!lost) return
      if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
      else focusIn(place)
    }
    const watch = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => look(GRACE))
    }
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('pointerdown', onPress, { capture: true })
    // After the effect of a key.
    document.addEventListener('keyup', watch)
    document.addEventListener('focusout', watch)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('pointerdown', onPress, { capture: true })
      document.removeEventListener('keyup', watch)
      document.removeEventListener('focusout', watch)
    }
  }, [])
}

/** Focuses the place or, if it is gone, the next one around it. */
function focusIn(place: string | undefined): void {
  const from = PLACES.findIndex(([one]) => one === place)
  for (const [one, within] of PLACES.slice(Math.max(0, from))) {
    const box = document.querySelector<HTMLElement>(one)
    const element = within === '' ? box : box?.querySelector<HTMLElement>(within)
    element?.focus({ preventScroll: true })
    if (element && document.activeElement === element) return
  }
}
