/**
 * @file useMendedGuards: Base UI puts focus guards around an open list: spans that take the focus to pass it on, hidden from assistive
 * tools. A hidden element must not take the focus, so the guards are unhidden while a list is open.
 */
import { useLayoutEffect } from 'react'

const GUARDS = '[data-base-ui-focus-guard][aria-hidden]'

/** Unhides guards as they appear, while the component that calls it is mounted. */
export function useMendedGuards(): void {
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
