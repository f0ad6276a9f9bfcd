/**
 * @file useFocusRecovery: moves the focus to the nearest remaining region when Undo, or a closing menu or panel,
 * removes the focused element. Otherwise the browser would drop the focus, and keyboard users would have to start at
 * the top of the page.
 */
import { useEffect } from 'react'

/**
 * Regions that can take the focus, innermost first, each paired with the element inside it to focus. An empty selector
 * means the region itself.
 */
const REGIONS: readonly (readonly [region: string, target: string])[] = [
  ['[data-outline]', '[role="treeitem"][tabindex="0"]'],
  ['[data-canvas]', ''],
  ['[data-side-panel]', 'button'],
  ['#inspector', ''],
  ['#room', ''],
]

/** Number of frames after which the focus counts as lost. Menus and dialogs return the focus sooner. */
const GRACE_FRAMES = 3

/** Moves the focus to the nearest region when the focused element is removed. */
export function useFocusRecovery(): void {
  useEffect(() => {
    let region: string | undefined
    let frame = 0
    const onFocusIn = ({ target }: FocusEvent) => {
      const match = target instanceof Element ? REGIONS.find(([one]) => target.closest(one)) : undefined
      // Dialogs and menus belong to no region, so keep the last region while they are open.
      if (match) [region] = match
    }
    /** Pressing on an empty area clears the focus on purpose, so the focus must not be recovered. */
    const onPress = () => {
      region = undefined
    }
    const check = (framesLeft: number) => {
      const { activeElement } = document
      const isLost = region !== undefined && document.hasFocus() && (activeElement === document.body || !activeElement)
      if (!isLost) return
      if (framesLeft > 0) frame = requestAnimationFrame(() => check(framesLeft - 1))
      else focusIn(region)
    }
    const watch = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => check(GRACE_FRAMES))
    }
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('pointerdown', onPress, { capture: true })
    // Check on keyup, because the element is removed while keydown is handled.
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

/** Focuses a region or, if that region was removed, the next enclosing region. */
function focusIn(region: string | undefined): void {
  const from = REGIONS.findIndex(([one]) => one === region)
  for (const [one, target] of REGIONS.slice(Math.max(0, from))) {
    const box = document.querySelector<HTMLElement>(one)
    const element = target === '' ? box : box?.querySelector<HTMLElement>(target)
    element?.focus({ preventScroll: true })
    if (element && document.activeElement === element) return
  }
}
