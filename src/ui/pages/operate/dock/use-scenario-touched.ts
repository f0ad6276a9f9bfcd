/**
 * @file useScenarioTouched: whether the scenario was the last part of the page that the user touched. The playback
 * controls do not count.
 */
import { useEffect, useState } from 'react'

/** True until something else on the page is touched, or another tab is shown. */
export function useScenarioTouched(tab: string): boolean {
  const [touched, setTouched] = useState<string>()
  useEffect(() => {
    const touch = ({ target }: Event) => {
      // Popups, the header with Undo, and the playback controls belong to the part that was touched before.
      if (!(target instanceof Element) || !target.closest('#root') || target.closest('header, [data-transport]')) return
      setTouched(target.closest('[data-scenario="open"]') ? tab : undefined)
    }
    document.addEventListener('focusin', touch)
    document.addEventListener('pointerdown', touch, true)
    return () => {
      document.removeEventListener('focusin', touch)
      document.removeEventListener('pointerdown', touch, true)
    }
  }, [tab])
  return touched === tab
}
