/**
 * @file useFocusGuards: Base UI surrounds an open list with focus guards: spans with aria-hidden that receive and
 * forward the focus. A hidden element must not receive the focus, so this hook removes aria-hidden from the guards
 * while a list is open.
 */
import { useLayoutEffect } from 'react'

const GUARDS = '[data-base-ui-focus-guard][aria-hidden]'

/** Removes aria-hidden from focus guards as they appear, while the calling component is mounted. */
export function useFocusGuards(): void {
  useLayoutEffect(() => {
    unhide()
    const observer = new MutationObserver(unhide)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
}

function unhide(): void {
  for (const guard of document.querySelectorAll(GUARDS)) guard.removeAttribute('aria-hidden')
}
