/** @file PlanStrip: the plan as chips, each edited where it stands; at the right, which drawing is trained and which is drawn. */
import { lazy, useState, type WheelEvent } from 'react'
import { join } from '../kit/button'
import { Lazily } from '../shell/lazily'
import { useSelect } from '../studio-context'
import { CHIPS, type Chip, chipValue } from './chips'
import styles from './plan-strip.module.css'
import { Versions } from './versions'

const loadPopover = () => import('./chip-popover')
const ChipPopover = lazy(loadPopover)

/** The strip under the header. */
export function PlanStrip() {
  const [open, setOpen] = useState<{ readonly chip: Chip; readonly anchor: HTMLElement } | null>(null)
  return (
    <section className={styles.strip} aria-label="Plan">
      <div className={styles.chips} onWheel={scrollAcross}>
        {CHIPS.map((chip) => (
          <ChipButton
            key={chip}
            chip={chip}
            open={open?.chip === chip}
            onPress={(anchor) => setOpen(open?.chip === chip ? null : { chip, anchor })}
          />
        ))}
      </div>
      <Versions />
      {open && (
        <Lazily key={open.chip} onGone={() => setOpen(null)}>
          <ChipPopover chip={open.chip} anchor={open.anchor} onClose={() => setOpen(null)} />
        </Lazily>
      )}
    </section>
  )
}

/** A plain mouse wheel moves chips that do not fit. */
function scrollAcross(event: WheelEvent<HTMLDivElement>): void {
  if (event.deltaX === 0 && !event.ctrlKey) event.currentTarget.scrollLeft += event.deltaY
}

interface ChipButtonProps {
  readonly chip: Chip
  readonly open: boolean
  readonly onPress: (anchor: HTMLElement) => void
}

function ChipButton({ chip, open, onPress }: ChipButtonProps) {
  const value = useSelect((state) => chipValue(chip, state))
  const failed = useSelect((state) => chip === 'data' && state.data.tag === 'failed')
  return (
    <button
      type="button"
      className={join(styles.chip, failed && styles.bad)}
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={() => void loadPopover()}
      onFocus={() => void loadPopover()}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <i data-chip={chip}>{chip}</i> {value}
    </button>
  )
}
