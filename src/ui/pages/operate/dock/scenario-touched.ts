/** @file ScoreTouched: whether the score was touched last; to play it, or how fast, is no touch of what is written. */
import { useEffect, useState } from 'react'

/** Until something else of the page is touched, or another tab is shown. */
export function useScoreTouched(tab: string): boolean {
  const [touched, setTouched] = useState<string>()
  useEffect(() => {
    const touch = ({ target }: Event) => {
      // What opens above the page, and the header with Undo itself, belong to whatever was touched before; so does the transport.
      if (!(target instanceof Element) || !target.closest('#root') || target.closest('header, [data-transport]')) return
      setTouched(target.closest('[data-score="open"]') ? tab : undefined)
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
