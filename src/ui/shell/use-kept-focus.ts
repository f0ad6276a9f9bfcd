/**
 * @file useKeptFocus: what had the focus may be taken off the page, by a step back, a menu that closes, a panel put away. Then the
 * browser drops the focus, and whoever works by keys begins again at the top. Here it goes to what stands nearest instead.
 */
import { useEffect } from 'react'

/** Where the focus may be kept, innermost first, and what in it has the focus then. */
const PLACES: readonly (readonly [place: string, within: string])[] = [
  ['[data-outline]', '[role="treeitem"][tabindex="0"]'],
  ['[data-canvas]', ''],
  ['[data-beside]', 'button'],
  ['#inspector', ''],
  ['#room', ''],
]

/** Frames after which a focus is lost for good: menus and dialogs give it back in the meantime. */
const GRACE = 3

/** Keeps the focus on the page. */
export function useKeptFocus(): void {
  useEffect(() => {
    let place: string | undefined
    let frame = 0
    const onFocusIn = ({ target }: FocusEvent) => {
      const found = target instanceof Element ? PLACES.find(([one]) => target.closest(one)) : undefined
      // In a dialog or a menu: what they were opened from is where it goes back to.
      if (found) [place] = found
    }
    /** A press on nothing is a wish for nothing to have it. */
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
    // After whatever a key did.
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

/** Goes to the place, or where that is gone to the next around it. */
function focusIn(place: string | undefined): void {
  const from = PLACES.findIndex(([one]) => one === place)
  for (const [one, within] of PLACES.slice(Math.max(0, from))) {
    const box = document.querySelector<HTMLElement>(one)
    const element = within === '' ? box : box?.querySelector<HTMLElement>(within)
    element?.focus({ preventScroll: true })
    if (element && document.activeElement === element) return
  }
}
