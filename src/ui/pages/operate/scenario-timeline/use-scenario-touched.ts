/**
 * @file useScenarioTouched: whether the user's last interaction on the page was with the scenario. The playback
 * controls do not count.
 */
import { useEffect, useState } from 'react'

/** True until the user interacts with another area of the page or opens another tab. */
export function useScenarioTouched(tab: string): boolean {
  const [touched, setTouched] = useState<string>()
  useEffect(() => {
    const touch = ({ target }: Event) => {
      // Popups, the header (which contains Undo), and the playback controls do not change which area was touched last.
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
