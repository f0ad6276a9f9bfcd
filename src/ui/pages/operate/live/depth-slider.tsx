/** @file DepthSlider: chooses the dashboard with a slider of three stops, the keys 1, 2 and 3, or the wheel with Ctrl. */
import { type RefObject, useEffect, useId } from 'react'
import { liveText } from '../../../../messages/en/operate/live'
import styles from './live.module.css'
import { DEPTHS, useLiveView } from './live-view'

const { dashboard: text } = liveText
/** Pixels of the wheel from one dashboard to the next. */
const NOTCH = 60

export function DepthSlider({ page }: { readonly page: RefObject<HTMLElement | null> }) {
  const [{ depth }, set] = useLiveView()
  const id = useId()
  const place = DEPTHS.indexOf(depth)
  useEffect(() => {
    let turned = 0
    const to = (next: number) => {
      const wanted = DEPTHS[Math.min(DEPTHS.length - 1, Math.max(0, next))]
      if (wanted && wanted !== depth) set({ depth: wanted })
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      turned += event.deltaY
      if (Math.abs(turned) < NOTCH) return
      // Scrolling up goes deeper, as it zooms in on a map.
      to(place - Math.sign(turned))
      turned = 0
    }
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element &&
        event.target.closest('input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, [role="dialog"]')
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[123]$/.test(event.key)) return
      event.preventDefault()
      to(Number(event.key) - 1)
    }
    const element = page.current
    element?.addEventListener('wheel', onWheel, { passive: false })
    window.addEventListener('keydown', onKey)
    return () => {
      element?.removeEventListener('wheel', onWheel)
      window.removeEventListener('keydown', onKey)
    }
  })
  return (
    <div className={styles.depth} title={text.tip}>
      <input
        id={id}
        type="range"
        min={0}
        max={DEPTHS.length - 1}
        step={1}
        value={place}
        aria-label={text.label}
        aria-valuetext={text.value(text[depth])}
        onChange={(event) => set({ depth: DEPTHS[Number(event.target.value)] ?? 'owner' })}
      />
      <div>
        {DEPTHS.map((one) => (
          <button
            key={one}
            type="button"
            tabIndex={-1}
            title={text[one].about}
            data-chosen={one === depth ? '' : undefined}
            onClick={() => set({ depth: one })}
          >
            {text[one].title}
          </button>
        ))}
      </div>
    </div>
  )
}
