/**
 * @file useMendedGuards: Base UI stands focus guards around an open list: spans that take the focus to pass it on, and are hidden
 * from assistive tools. Something hidden must not take the focus, so while a list is open its guards are left unhidden.
 */
import { useLayoutEffect } from 'react'

const GUARDS = '[data-base-ui-focus-guard][aria-hidden]'

/** Unhides guards as they come, as long as the component that calls it is there. */
export function useMendedGuards(): void {
  useLayoutEffect(() => {
    mend()
    const observer = new MutationObserver(mend)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
}

function mend(): void {
  for (const guard of document.querySelectorAll(GUARDS)) guard.removeAttribute('aria-hidden')
}
