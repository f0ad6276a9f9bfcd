/**
 * @file DashboardSlider: a control for selecting the dashboard: a slider with three stops, the keys 1, 2 and 3, or Ctrl
 * and the mouse wheel.
 */
import { type RefObject, useEffect, useId } from 'react'
import { liveText } from '../../../../messages/en/operate/live'
import styles from './live.module.css'
import { DASHBOARDS, useLiveView } from './live-view'

const { dashboard: text } = liveText
/** The number of wheel pixels needed to move from one dashboard to the next. */
const NOTCH = 60

export function DashboardSlider({ page }: { readonly page: RefObject<HTMLElement | null> }) {
  const [{ dashboard }, set] = useLiveView()
  const id = useId()
  const index = DASHBOARDS.indexOf(dashboard)
  useEffect(() => {
    let turned = 0
    const to = (next: number) => {
      const target = DASHBOARDS[Math.min(DASHBOARDS.length - 1, Math.max(0, next))]
      if (target && target !== dashboard) set({ dashboard: target })
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      turned += event.deltaY
      if (Math.abs(turned) < NOTCH) return
      // Scrolling up shows more detail, like zooming in on a map.
      to(index - Math.sign(turned))
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
    <div className={styles.dashboardSlider} title={text.tip}>
      <input
        id={id}
        type="range"
        min={0}
        max={DASHBOARDS.length - 1}
        step={1}
        value={index}
        aria-label={text.label}
        aria-valuetext={text.value(text[dashboard])}
        onChange={(event) => set({ dashboard: DASHBOARDS[Number(event.target.value)] ?? 'owner' })}
      />
      <div>
        {DASHBOARDS.map((one) => (
          <button
            key={one}
            type="button"
            tabIndex={-1}
            title={text[one].about}
            data-chosen={one === dashboard ? '' : undefined}
            onClick={() => set({ dashboard: one })}
          >
            {text[one].title}
          </button>
        ))}
      </div>
    </div>
  )
}
